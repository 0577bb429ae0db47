import 'server-only';
import { addAbortListener } from 'node:events';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { perProcess } from '../registry.ts';
import { measureJson } from './measure-json.ts';

type ReadOptions = {
  maxBytes: number;
  /** For the whole body, so that one sent a byte at a time does not hold a connection for ever. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Whose body it is, by the key of their limits; all who have none count as one. */
  sender?: string;
};

// OpenAI takes schemas of ten levels, each a few levels of JSON; `JSON.stringify` fails at some thousands.
const MAX_DEPTH = 100;
// Ten times what the longest conversation has; a schema spends at most 250 ms on finding all wrong.
const MAX_VALUES = 100_000;
// A body is there within a second or so; the rest is what senders hold open, and memory.
const MAX_AT_ONCE = 500;
// A sender who has taken that long is slow, or far away.
const SLOW_MS = 1000;
const MAX_IN_A_BURST = 2000;
const MAY_NAME_PROTOTYPE = /__proto__|\\u00/i;

/**
 * Reads a JSON body and counts while reading, since Next itself has no limit.
 *
 * @returns the decoded value, to be checked by a schema; no object in it has a member `__proto__`
 * @throws `body_too_large` at the first byte over; `invalid_request` with `details.field` `body`
 *   for anything that is not JSON in UTF-8, is nested deeper than 100 levels or has more than
 *   100,000 values, with status 408 when it does not arrive in time. Beyond 500 bodies at once, the
 *   sender with most of them loses the one that has taken longest, if that is a second or more, so that
 *   slow senders keep nobody out
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
  // Schemas drop such a member or pass it on, as they please. A text that is about it may come.
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
  const stopped = Promise.withResolvers<never>();
  const stop = (error: StarlightError) => stopped.reject(error);
  const giveUp = () => stop(unreadable('body_timeout', 408));
  const onAbort = () => stop(unreadable('body_incomplete'));
  using held = new DisposableStack();
  held.adopt(setTimeout(giveUp, timeoutMs), clearTimeout);
  held.defer(joinBodiesBeingRead(sender, giveUp));
  held.use(signal && addAbortListener(signal, onAbort));
  if (signal?.aborted) onAbort();
  try {
    return await Promise.race([collect(reader, maxBytes), stopped.promise]);
  } catch (error) {
    reader.cancel().catch(ignoreBrokenStream);
    throw error instanceof StarlightError ? error : unreadable('body_incomplete');
  }
}

/**
 * Counts a body among those that are on their way. Beyond the most that may be, a slow one makes room;
 * a burst of whole ones, which are read in a moment, costs none of them.
 *
 * @returns no longer counts it
 */
function joinBodiesBeingRead(sender: string, giveUp: () => void): () => void {
  const all = bodiesBeingRead();
  const leave = (whose: string, which: () => void) => {
    const own = all.of.get(whose);
    if (!own?.delete(which)) return;
    all.count -= 1;
    if (own.size === 0) all.of.delete(whose);
  };
  const now = performance.now();
  const own = all.of.get(sender) ?? new Map<() => void, number>();
  all.of.set(sender, own);
  own.set(giveUp, now);
  all.count += 1;
  if (all.count > MAX_AT_ONCE) {
    const [most, bodies] = [...all.of].reduce((a, b) => (b[1].size > a[1].size ? b : a));
    const [oldest] = bodies;
    if (oldest && (now - oldest[1] >= SLOW_MS || all.count > MAX_IN_A_BURST)) {
      const [giveUpOldest] = oldest;
      leave(most, giveUpOldest);
      giveUpOldest();
    }
  }
  return () => leave(sender, giveUp);
}

/** By sender: how each body is given up and since when it has been on its way, the oldest first. */
function bodiesBeingRead(): { count: number; of: Map<string, Map<() => void, number>> } {
  return perProcess('bodies-being-read', () => ({ count: 0, of: new Map() }));
}

/** How many bodies are on their way to this process. */
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

/** The client is gone, or was refused: how its stream ends no longer matters. */
function ignoreBrokenStream(): void {}
