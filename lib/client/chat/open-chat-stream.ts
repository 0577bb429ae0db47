import '../zod-without-eval.ts';
import { createParser } from 'eventsource-parser';
import { type ChatEvent, decodeChatEvent } from '#lib/core/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat-request.ts';
import { StarlightError, toErrorBody } from '#lib/core/starlight-error.ts';
import { readFailedResponse } from './read-failed-response.ts';

export type OpenChatStreamOptions = {
  /** Asks the simulated upstream, whatever the site has. */
  demo?: boolean;
  signal: AbortSignal;
  fetch?: typeof globalThis.fetch;
  isOnline?: () => boolean;
};

/**
 * Sends one chat request to Starlight and yields the events of its reply.
 *
 * Ends after exactly one `done` or `error`. A reply that stops short of both yields an `error` of
 * kind `reply_interrupted`; a refused request yields its `error` as the only event. Throws only the
 * abort of `signal`.
 */
export async function* openChatStream(
  request: ChatRequest,
  {
    signal,
    demo = false,
    fetch = globalThis.fetch,
    isOnline = () => navigator.onLine,
  }: OpenChatStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  let response: Response;
  try {
    response = await fetch('/api/chat', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(demo && { 'x-starlight-demo': '1' }),
      },
      body: JSON.stringify(request),
      signal,
    });
  } catch {
    signal.throwIfAborted();
    yield failed(isOnline() ? 'starlight_unreachable' : 'offline');
    return;
  }
  const requestId = response.headers.get('x-request-id') ?? 'none';
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!response.ok || !isStream || !response.body) {
    yield { type: 'error', error: await readFailedResponse(response) };
    return;
  }
  try {
    for await (const event of readEvents(response.body)) {
      yield event;
      if (event.type === 'done' || event.type === 'error') return;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StarlightError) {
      yield { type: 'error', error: toErrorBody(error.failure, requestId) };
      return;
    }
  }
  yield failed('reply_interrupted', requestId);
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ChatEvent, void> {
  const ready: ChatEvent[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      const event = decodeChatEvent(data);
      if (event === 'invalid') throw new StarlightError('reply_invalid');
      if (event !== 'ignored') ready.push(event);
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    await reader.cancel().catch(ignoreCancelledTwice);
  }
}

/** A stream that already failed rejects its cancel with the same error, which was handled above. */
function ignoreCancelledTwice(): void {}

function failed(
  kind: 'offline' | 'starlight_unreachable' | 'reply_interrupted',
  requestId = 'none',
): ChatEvent {
  const status = kind === 'reply_interrupted' ? 502 : 0;
  return { type: 'error', error: toErrorBody({ kind, status }, requestId) };
}
