import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { isServerUnreachable } from '../network/is-server-unreachable.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';

const LOAD_TIMEOUT_MS = 15_000;

const load = () => import('./open-turn-stream.ts');

/** Preloads the code that reads replies; a failure recurs and is reported when a message is sent. */
export function loadChatStream(): void {
  load().catch(() => undefined);
}

/** `createCitations` if that code is loaded in time; null without it, or if the visitor stops the reply. */
export async function loadCitations(signal: AbortSignal, timeoutMs = LOAD_TIMEOUT_MS) {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const loaded = await raceAbort(limit, load()).catch(() => null);
  return loaded?.createCitations ?? null;
}

export type OpenWhenLoadedOptions = TurnStreamOptions & {
  load?: () => Promise<Pick<typeof import('./open-turn-stream.ts'), 'openTurnStream'>>;
  isOnline?: () => boolean;
  isCutOff?: () => boolean;
  /** How long loading may take: a request lost in the network never fails on its own. */
  loadTimeoutMs?: number;
};

/**
 * `openTurnStream`, loaded on demand: the first paint needs neither it nor its schemas nor the
 * `/simulate` parser. Without a network it is not loaded, and the turn ends at once as `offline`.
 */
export async function* openChatStreamWhenLoaded(
  request: TurnRequest,
  {
    load: loadStream = load,
    isOnline = () => navigator.onLine,
    isCutOff = isServerUnreachable,
    loadTimeoutMs = LOAD_TIMEOUT_MS,
    ...options
  }: OpenWhenLoadedOptions,
): AsyncGenerator<ChatEvent, void> {
  options.signal.throwIfAborted();
  const loadSignal = AbortSignal.any([options.signal, AbortSignal.timeout(loadTimeoutMs)]);
  const loaded = isCutOff() ? null : await raceAbort(loadSignal, loadStream()).catch(() => null);
  options.signal.throwIfAborted();
  if (loaded) {
    yield* loaded.openTurnStream(request, options);
    return;
  }
  const kind = isOnline() ? 'starlight_unreachable' : 'offline';
  yield { type: 'error', error: { kind, status: 0, requestId: 'none' } };
}

/** Settles like `promise`, or rejects with the reason of `signal` if that aborts first. */
function raceAbort<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, aborted]);
}
