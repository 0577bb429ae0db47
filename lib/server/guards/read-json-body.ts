import 'server-only';
import { addAbortListener } from 'node:events';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { perProcess } from '../registry.ts';
import { measureJson } from './measure-json.ts';

type ReadOptions = {
  maxBytes: number;
  /** For the entire body, so that one sent a byte at a time does not hold a connection forever. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** The sender, by rate limit key; all senders without one count as one. */
  sender?: string;
};

// OpenAI accepts schemas of ten levels, each a few levels of JSON; `JSON.stringify` fails at a few thousand.
const MAX_DEPTH = 100;
// Ten times the longest conversation; at this size a schema takes at most 250 ms to reject every value.
const MAX_VALUES = 100_000;
// Bodies usually arrive within about a second; more than this are senders that stall, and cost memory.
const MAX_CONCURRENT = 500;
// A sender that takes longer is slow, or far away.
const SLOW_MS = 1000;
const MAX_BURST = 2000;
const MAY_NAME_PROTOTYPE = /__proto__|\\u00/i;

/**
 * Reads a JSON body, counting its bytes as they arrive, since Next itself has no limit.
 *
 * @returns the decoded value, to be validated by a schema; no object in it has a member `__proto__`
 * @throws `body_too_large` at the first byte over the limit; `invalid_request` with `details.field`
 *   `body` for anything that is not JSON in UTF-8, is nested deeper than 100 levels or has more than
 *   100,000 values, with status 408 when it does not arrive in time. Beyond 500 concurrent bodies, the
 *   sender with the most loses its oldest one if that has taken at least a second, so that slow senders
 *   do not block others
 */
export async function readJsonBody(request: Request, options: ReadOptions): Promise<unknown> {
  const bytes = await readBytes(request, options);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('body_not_utf8');
  }
  if (text.trim() === '') throw unreadable('body_empty');
  const { depth, values } = measureJson(bytes);
  if (depth > MAX_DEPTH) throw unreadable('body_too_deep');
  if (values > MAX_VALUES) throw unreadable('body_too_many_values');
  const value = parseJson(text);
  if (value === undefined) throw unreadable('body_not_json');
  // Schemas differ in whether they drop or keep such a member. A string may contain the name.
  if (MAY_NAME_PROTOTYPE.test(text) && namesPrototype(value)) {
    throw unreadable('body_names_prototype');
  }
  return value;
}

function namesPrototype(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(namesPrototype);
}

async function readBytes(request: Request, options: ReadOptions): Promise<Uint8Array> {
  if (request.bodyUsed) throw unreadable('body_incomplete');
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const { maxBytes, timeoutMs, signal, sender = 'strangers' } = options;
  const interrupted = Promise.withResolvers<never>();
  const stop = (error: StarlightError) => interrupted.reject(error);
  const giveUp = () => stop(unreadable('body_timeout', 408));
  const onAbort = () => stop(unreadable('body_incomplete'));
  using cleanup = new DisposableStack();
  cleanup.adopt(setTimeout(giveUp, timeoutMs), clearTimeout);
  cleanup.defer(joinBodiesBeingRead(sender, giveUp));
  cleanup.use(signal && addAbortListener(signal, onAbort));
  if (signal?.aborted) onAbort();
  try {
    return await Promise.race([collect(reader, maxBytes), interrupted.promise]);
  } catch (error) {
    reader.cancel().catch(ignoreBrokenStream);
    throw error instanceof StarlightError ? error : unreadable('body_incomplete');
  }
}

/**
 * Counts a body among those being read. Beyond the limit, a slow one is rejected to make room; a burst
 * of complete bodies, which are read immediately, costs none of them.
 *
 * @returns stops counting it
 */
function joinBodiesBeingRead(sender: string, giveUp: () => void): () => void {
  const reading = bodiesBeingRead();
  const leave = (whose: string, which: () => void) => {
    const own = reading.bySender.get(whose);
    if (!own?.delete(which)) return;
    reading.count -= 1;
    if (own.size === 0) reading.bySender.delete(whose);
  };
  const now = performance.now();
  const own = reading.bySender.get(sender) ?? new Map<() => void, number>();
  reading.bySender.set(sender, own);
  own.set(giveUp, now);
  reading.count += 1;
  if (reading.count > MAX_CONCURRENT) {
    const [busiest, bodies] = [...reading.bySender].reduce((a, b) =>
      b[1].size > a[1].size ? b : a,
    );
    const [oldest] = bodies;
    if (oldest && (now - oldest[1] >= SLOW_MS || reading.count > MAX_BURST)) {
      const [giveUpOldest] = oldest;
      leave(busiest, giveUpOldest);
      giveUpOldest();
    }
  }
  return () => leave(sender, giveUp);
}

/** By sender: how to reject each body and when it started, oldest first. */
function bodiesBeingRead(): { count: number; bySender: Map<string, Map<() => void, number>> } {
  return perProcess('bodies-being-read', () => ({ count: 0, bySender: new Map() }));
}

/** How many bodies this process is reading. */
export function countBodiesBeingRead(): number {
  return bodiesBeingRead().count;
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > maxBytes) {
      throw new StarlightError({
        kind: 'body_too_large',
        details: { limit: maxBytes, limitUnit: 'bytes' },
      });
    }
    chunks.push(value);
  }
}

function unreadable(reason: string, status = 400): StarlightError {
  return new StarlightError({
    kind: 'invalid_request',
    status,
    details: { field: 'body', reason },
  });
}

/** The client is gone or was rejected, so it no longer matters how its stream ends. */
function ignoreBrokenStream(): void {}
