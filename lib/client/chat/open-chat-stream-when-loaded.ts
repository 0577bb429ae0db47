import type { ChatEvent } from '#lib/core/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import { toErrorBody } from '#lib/core/starlight-error.ts';
import type { OpenChatStreamOptions } from './open-chat-stream.ts';

const load = () => import('./open-chat-stream.ts');

/** Loads the reader of replies early; a failure is met again, and told, when a message is sent. */
export function loadChatStream(): void {
  load().catch(() => undefined);
}

/** `openChatStream`, whose code (with the schemas it checks by) the first paint does not need. */
export async function* openChatStreamWhenLoaded(
  request: ChatRequest,
  options: OpenChatStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const loaded = await load().catch(() => null);
  if (loaded) {
    yield* loaded.openChatStream(request, options);
    return;
  }
  const kind = navigator.onLine ? 'starlight_unreachable' : 'offline';
  yield { type: 'error', error: toErrorBody({ kind, status: 0 }, 'none') };
}
