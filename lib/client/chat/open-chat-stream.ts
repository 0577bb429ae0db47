import '../zod-without-eval.ts';
import { createParser } from 'eventsource-parser';
import { type ChatEvent, decodeChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { UNANSWERED } from '#lib/core/chat/turn-messages.ts';
import { StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { parseRateLimitHeader } from '#lib/core/limits/parse-rate-limit-header.ts';
import { limitWatch } from '../limits/limit-watch.ts';
import { type ConnectionWatch, watchConnection } from '../network/watch-connection.ts';
import { buildWatch } from '../page/build-watch.ts';
import { joinEvents } from './join-events.ts';
import { readFailedResponse } from './read-failed-response.ts';

type OpenChatStreamOptions = {
  /** Uses the simulated upstream even if the site has a key. */
  demo?: boolean;
  /** The text that the reply continues; repetitions of it are removed. */
  continues?: string;
  signal: AbortSignal;
  fetch?: typeof globalThis.fetch;
  isOnline?: () => boolean;
  watch?: typeof watchConnection;
};

/**
 * Sends one chat request to Starlight and yields the events of its reply.
 *
 * Ends after exactly one `done` or `error`. A reply that ends without either, or whose connection
 * turns out to be dead, yields an `error` of kind `reply_interrupted`; a rejected request yields its
 * `error` as the only event. Throws only the abort of `signal`.
 */
export async function* openChatStream(
  request: ChatRequest,
  options: OpenChatStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const { signal, continues = '', watch = watchConnection } = options;
  // Aborted by the visitor or when the connection turns out to be dead.
  const connection = new AbortController();
  const abortConnection = () => connection.abort(signal.reason);
  if (signal.aborted) abortConnection();
  else signal.addEventListener('abort', abortConnection, { once: true });
  const watched = watch(() => connection.abort());
  try {
    yield* joinEvents(exchange(request, options, connection.signal, watched), continues);
  } finally {
    watched.stop();
    signal.removeEventListener('abort', abortConnection);
  }
}

async function* exchange(
  request: ChatRequest,
  {
    signal,
    demo = false,
    fetch = globalThis.fetch,
    isOnline = () => navigator.onLine,
  }: OpenChatStreamOptions,
  connection: AbortSignal,
  watched: ConnectionWatch,
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
      signal: connection,
    });
  } catch {
    signal.throwIfAborted();
    yield failed(isOnline() ? 'starlight_unreachable' : 'offline');
    return;
  }
  buildWatch.note(response);
  limitWatch.update(parseRateLimitHeader(response.headers.get('ratelimit')));
  const requestId = response.headers.get('x-request-id') ?? 'none';
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!response.ok || !isStream || !response.body) {
    yield { type: 'error', error: await readFailedResponse(response) };
    return;
  }
  try {
    for await (const event of readEvents(response.body, watched.noteBytes)) {
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

async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ChatEvent, void> {
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
      // Comments count too: while a model thinks, heartbeats are all that arrives.
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    await reader.cancel().catch(ignoreSecondFailure);
  }
}

/** After a stream has failed, `cancel` rejects with the same error, which was handled above. */
function ignoreSecondFailure(): void {}

/** Only the connection ended: the server may continue the exchange for a while. */
function failed(
  kind: 'offline' | 'starlight_unreachable' | 'reply_interrupted',
  requestId = 'none',
): ChatEvent {
  const status = kind === 'reply_interrupted' ? 502 : 0;
  return {
    type: 'error',
    error: toErrorBody({ kind, status, details: { reason: UNANSWERED } }, requestId),
  };
}
