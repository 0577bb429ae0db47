import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { nowUs, STAMP } from './plan.ts';
import type { Target } from './target.ts';

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
/** A stamp that is cut by the end of a part is read with the next. */
const MAX_STAMP_LENGTH = 32;

/** A reply that is being read. */
export type OpenStream = {
  request: ClientRequest;
  /** Resolves at the first chunk. */
  first: Promise<void>;
  /** Resolves at the end; rejects when the reply breaks. */
  ended: Promise<void>;
  response: () => IncomingMessage | null;
  received: () => number;
  /** Chunks that did not come in their order, once each. */
  garbled: () => number;
};

/** Sends a request and reads its reply; `onChunk` is told how old each chunk is. */
export function openStream(
  { url, headers }: Target,
  body: string,
  onChunk: (ageUs: number) => void = () => undefined,
): OpenStream {
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let received = 0;
  let garbled = 0;
  let rest = '';
  let current: IncomingMessage | null = null;
  const take = (part: string) => {
    const now = nowUs();
    const text = rest + part;
    let readUntil = 0;
    for (const { 0: stamp, 1: sentAt, 2: number, index } of text.matchAll(STAMP)) {
      if (Number(number) !== received) garbled += 1;
      received += 1;
      onChunk(now - Number(sentAt));
      readUntil = index + stamp.length;
    }
    rest = text.slice(Math.max(readUntil, text.length - MAX_STAMP_LENGTH));
    if (received > 0) first.resolve();
  };
  const fail = (error: Error) => {
    first.reject(error);
    ended.reject(error);
  };
  // Whoever does not wait for them does not care.
  first.promise.catch(() => undefined);
  ended.promise.catch(() => undefined);
  const sent = request(url, { agent, method: 'POST', headers }, (response) => {
    current = response;
    if (response.statusCode !== 200) fail(new Error(`status ${response.statusCode} from ${url}`));
    response.setEncoding('utf8').on('data', take).on('error', fail);
    response.on('end', () => {
      first.resolve();
      ended.resolve();
    });
  });
  sent.on('error', fail).end(body);
  return {
    request: sent,
    first: first.promise,
    ended: ended.promise,
    response: () => current,
    received: () => received,
    garbled: () => garbled,
  };
}
