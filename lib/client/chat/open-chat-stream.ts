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
  /** Asks the simulated upstream, whatever the site has. */
  demo?: boolean;
  /** The text that the reply goes on from: what is repeated of it does not come again. */
  continues?: string;
  signal: AbortSignal;
  fetch?: typeof globalThis.fetch;
  isOnline?: () => boolean;
  watch?: typeof watchConnection;
};

/**
 * Sends one chat request to Starlight and yields the events of its reply.
 *
 * Ends after exactly one `done` or `error`. A reply that stops short of both, or whose connection
 * turns out to be dead, yields an `error` of kind `reply_interrupted`; a refused request yields its
 * `error` as the only event. Throws only the abort of `signal`.
 */
export async function* openChatStream(
  request: ChatRequest,
  options: OpenChatStreamOptions,
): AsyncGenerator<ChatEvent, void> {
  const { signal, continues = '', watch = watchConnection } = options;
  // Besides the visitor, what ends it is the finding that nobody is at the other end any more.
  const connection = new AbortController();
  const leave = () => connection.abort(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  const watched = watch(() => connection.abort());
  try {
    yield* joinEvents(exchange(request, options, connection.signal, watched), continues);
  } finally {
    watched.stop();
    signal.removeEventListener('abort', leave);
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
  limitWatch.tell(parseRateLimitHeader(response.headers.get('ratelimit')));
  const requestId = response.headers.get('x-request-id') ?? 'none';
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!response.ok || !isStream || !response.body) {
    yield { type: 'error', error: await readFailedResponse(response) };
    return;
  }
  try {
    for await (const event of readEvents(response.body, watched.heard)) {
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
      // Comments too: a heartbeat is all that comes from a model that thinks.
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    await reader.cancel().catch(ignoreCancelledTwice);
  }
}

/** A stream that already failed rejects its cancel with the same error, which was handled above. */
function ignoreCancelledTwice(): void {}

/** The connection ended, not the exchange: the server may go on with it for a while. */
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
