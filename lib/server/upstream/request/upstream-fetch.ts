import 'server-only';
import { Agent } from 'undici';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { decodeContent } from '../reply/decode-content.ts';
import { createResponseBody } from '../reply/response-body.ts';

const CONNECT_TIMEOUT_MS = 10_000;
// Long enough that the next message of a conversation finds the connection open; a server's own
// shorter Keep-Alive hint wins.
const KEEP_ALIVE_MS = 30_000;
// Statuses for which `new Response(body)` throws (Fetch, 2.2.3 "null body status").
const NULL_BODY_STATUSES = [204, 205, 304];

let sharedAgent: Agent | null = null;

/**
 * `fetch` for the upstream: undici's `dispatch` into a pulled body, over one shared pool of
 * connections. Measured on streams it costs less than `fetch` and stops the upstream while nobody reads.
 *
 * Differs from the standard: redirects are returned and never followed (a 307 would repeat the
 * prompt to another host), the body must be a string or bytes, and it rejects with undici's own
 * error, whose `code` tells what happened, with `reply_interrupted` where the connection broke within
 * the headers of an answer, or with `reply_invalid` at a 100 or 101 that nobody asked for. Compressed bodies are decoded although none is asked for.
 */
export const upstreamFetch: typeof fetch = (input, init = {}) => {
  sharedAgent ??= createAgent();
  return dispatchRequest(sharedAgent, input, init);
};

function createAgent(): Agent {
  return new Agent({
    // Deadlines are the caller's: it alone knows what a reasoning model may take.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // A stream of HTTP/2 shares its connection's window with all others: one reader that stalls
    // would slow them all.
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
}

function dispatchRequest(
  agent: Agent,
  input: RequestInfo | URL,
  init: RequestInit,
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  const signal = init.signal ?? null;
  const headers = new Headers(init.headers);
  headers.set('accept-encoding', 'identity');

  return new Promise((resolve, reject) => {
    // Before dispatch: an abort that comes while the connection is made must not be missed.
    if (signal?.aborted) return reject(signal.reason);
    let body: ReturnType<typeof createResponseBody> | null = null;
    let abort: ((reason: Error) => void) | null = null;
    let answering = false;
    const onAbort = () => {
      const reason = toError(signal?.reason);
      reject(reason);
      body?.fail(reason);
      abort?.(reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const forgetSignal = () => signal?.removeEventListener('abort', onAbort);

    agent.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: init.method ?? 'GET',
        headers: [...headers].flat(),
        body: toRequestBody(init.body),
      },
      {
        onRequestStart(controller) {
          abort = (reason) => controller.abort(reason);
          if (signal?.aborted) controller.abort(toError(signal.reason));
        },
        onResponseStarted() {
          answering = true;
        },
        onResponseStart(controller, status, responseHeaders) {
          if (status < 200) {
            answering = false;
            return;
          }
          body = createResponseBody({
            pause: () => controller.pause(),
            resume: () => controller.resume(),
            abort: (reason) => controller.abort(reason),
          });
          try {
            resolve(toResponse(status, responseHeaders, body.stream));
          } catch (error) {
            controller.abort(toError(error));
          }
        },
        onResponseData(_controller, chunk) {
          body?.push(chunk);
        },
        onResponseEnd() {
          forgetSignal();
          body?.end();
        },
        onResponseError(_controller, error) {
          forgetSignal();
          // The half of an answer that came may have been that of a 200: nobody may take the request
          // for one that was never answered, and send it again.
          reject(failureWithin(error, answering) ?? error);
          body?.fail(error);
        },
      },
    );
  });
}

function failureWithin(error: Error, answering: boolean): StarlightError | null {
  if (isUnaskedInterim(error)) return new StarlightError('reply_invalid');
  return answering && isGone(error) ? new StarlightError('reply_interrupted') : null;
}

/**
 * undici passes over every interim response but a 100 or 101 that nobody asked for; at those it closes
 * the connection. So does Node's fetch, and with it OpenAI's SDK, so a provider that sends one fails for
 * every client on Node, and none is known. Passing over them would mean reading each upstream socket
 * ourselves.
 */
function isUnaskedInterim(error: Error): boolean {
  if (!('code' in error)) return false;
  // A 101 without an Upgrade header fails an assertion within undici.
  if (error.code === 'ERR_ASSERTION') return true;
  return error.code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test(error.message);
}

function isGone(error: Error): boolean {
  return 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET');
}

function toResponse(
  status: number,
  headers: Record<string, string | string[] | undefined>,
  body: ReadableStream<Uint8Array>,
): Response {
  const kept = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) kept.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const decoded = NULL_BODY_STATUSES.includes(status)
    ? null
    : decodeContent(body, kept.get('content-encoding'));
  // A status beyond 599 is none, and counts as a 5xx (RFC 9110, 15); Response refuses it.
  return new Response(decoded, { status: status > 599 ? 500 : status, headers: kept });
}

function toRequestBody(body: BodyInit | null | undefined): string | Uint8Array | null {
  if (body === null || body === undefined || typeof body === 'string') return body ?? null;
  if (body instanceof Uint8Array) return body;
  throw new TypeError('the upstream takes a string or bytes');
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
