import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { hasNoWayOut } from '../network/has-no-way-out.ts';
import type { TurnStreamOptions } from './open-turn-stream.ts';

const load = () => import('./open-turn-stream.ts');

/** Loads the reader of replies early; a failure is met again, and told, when a message is sent. */
export function loadChatStream(): void {
  load().catch(() => undefined);
}

export type OpenWhenLoadedOptions = TurnStreamOptions & {
  load?: () => Promise<Pick<typeof import('./open-turn-stream.ts'), 'openTurnStream'>>;
  isOnline?: () => boolean;
  isCutOff?: () => boolean;
  /** How long that code may take to come: what the network swallowed is never refused. */
  loadTimeoutMs?: number;
};

/**
 * `openTurnStream`, whose code (with the schemas it checks by, and what reads `/simulate`) the first
 * paint does not need. Without a network nothing is asked of it: the turn ends at once as `offline`.
 */
export async function* openChatStreamWhenLoaded(
  request: ChatRequest,
  {
    load: loadStream = load,
    isOnline = () => navigator.onLine,
    isCutOff = hasNoWayOut,
    loadTimeoutMs = 15_000,
    ...options
  }: OpenWhenLoadedOptions,
): AsyncGenerator<ChatEvent, void> {
  options.signal.throwIfAborted();
  const patience = AbortSignal.any([options.signal, AbortSignal.timeout(loadTimeoutMs)]);
  const loaded = isCutOff() ? null : await before(patience, loadStream()).catch(() => null);
  options.signal.throwIfAborted();
  if (loaded) {
    yield* loaded.openTurnStream(request, options);
    return;
  }
  const kind = isOnline() ? 'starlight_unreachable' : 'offline';
  yield { type: 'error', error: { kind, status: 0, requestId: 'none' } };
}

/** What `promise` comes to, or the reason of `end` if that is sooner. */
function before<T>(end: AbortSignal, promise: Promise<T>): Promise<T> {
  const ended = new Promise<never>((_, reject) => {
    end.addEventListener('abort', () => reject(end.reason), { once: true });
  });
  return Promise.race([promise, ended]);
}
