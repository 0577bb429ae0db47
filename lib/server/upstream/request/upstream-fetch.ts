import 'server-only';
import { Agent } from 'undici';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isNullBodyStatus } from '../../http/is-null-body-status.ts';
import { decodeContent } from '../reply/decode-content.ts';
import { createResponseBody } from '../reply/response-body.ts';

const CONNECT_TIMEOUT_MS = 10_000;
// Long enough for the next message of a conversation to reuse the connection; a shorter Keep-Alive hint
// from the server wins.
const KEEP_ALIVE_MS = 30_000;

let sharedAgent: Agent | null = null;

/**
 * `fetch` for the upstream: undici's `dispatch` into a body that is read on demand, over one shared
 * connection pool. Measured on streams, it costs less than `fetch`, and it pauses the upstream while
 * nothing is being read.
 *
 * It differs from the standard: redirects are returned, never followed (a 307 would repeat the prompt
 * to another host), and the body must be a string or bytes. It rejects with undici's own error, whose
 * `code` says what happened; with `reply_interrupted` if the connection broke within the response
 * headers; or with `reply_invalid` for an unsolicited 100 or 101. Compressed bodies are decoded, although
 * no compression is requested.
 */
export const upstreamFetch: typeof fetch = (input, init = {}) => {
  sharedAgent ??= createAgent();
  return dispatchRequest(sharedAgent, input, init);
};

function createAgent(): Agent {
  return new Agent({
    // The caller sets the deadlines: only it knows how long a reasoning model may take.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // HTTP/2 streams share their connection's flow-control window: one stalled reader would slow
    // them all.
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
    // Before dispatch: an abort while connecting must not be missed.
    if (signal?.aborted) return reject(signal.reason);
    let body: ReturnType<typeof createResponseBody> | null = null;
    let abort: ((reason: Error) => void) | null = null;
    let responseStarted = false;
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
          responseStarted = true;
        },
        onResponseStart(controller, status, responseHeaders) {
          if (status < 200) {
            responseStarted = false;
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
          // The partial response may have been a 200, so the request must not look unanswered and be
          // retried.
          reject(failureDuringResponse(error, responseStarted) ?? error);
          body?.fail(error);
        },
      },
    );
  });
}

function failureDuringResponse(error: Error, responseStarted: boolean): StarlightError | null {
  if (isUnsolicitedInterim(error)) return new StarlightError('reply_invalid');
  return responseStarted && isConnectionLost(error)
    ? new StarlightError('reply_interrupted')
    : null;
}

/**
 * undici skips every interim response except an unsolicited 100 or 101, at which it closes the
 * connection. Node's fetch does the same, and OpenAI's SDK with it, so a provider that sent one would
 * fail for every client on Node; none is known to. Skipping them would mean reading each upstream socket
 * ourselves.
 */
function isUnsolicitedInterim(error: Error): boolean {
  if (!('code' in error)) return false;
  // A 101 without an Upgrade header fails an assertion inside undici.
  if (error.code === 'ERR_ASSERTION') return true;
  return error.code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test(error.message);
}

function isConnectionLost(error: Error): boolean {
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
  const decoded = isNullBodyStatus(status)
    ? null
    : decodeContent(body, kept.get('content-encoding'));
  // A status above 599 is invalid and counts as a 5xx (RFC 9110, 15); Response rejects it.
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
