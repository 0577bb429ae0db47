import 'server-only';
import { Agent, type buildConnector } from 'undici';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isNullBodyStatus } from '../../http/is-null-body-status.ts';
import { chooseProxy } from '../../proxies/choose-proxy.ts';
import { addressAt } from '../../proxies/forwarding-address.ts';
import {
  createForwardingConnector,
  createTunnelConnector,
} from '../../proxies/proxied-connector.ts';
import { NO_PROXIES, type Proxies, type ProxyServer } from '../../proxies/proxies.ts';
import { ProxyError } from '../../proxies/proxy-error.ts';
import { decodeContent } from '../reply/decode-content.ts';
import { createResponseBody } from '../reply/response-body.ts';

const CONNECT_TIMEOUT_MS = 10_000;
// Long enough for the next message of a conversation to reuse the connection; a shorter Keep-Alive hint
// from the server wins.
const KEEP_ALIVE_MS = 30_000;

/** By the proxies themselves, of which a process has one set (development: one per change). */
const fetches = new WeakMap<Proxies, typeof fetch>();

/**
 * `fetch` for the upstream: undici's `dispatch` into a body that is read on demand, over one shared
 * connection pool. Measured on streams, it costs less than `fetch`, and it pauses the upstream while
 * nothing is being read.
 *
 * It differs from the standard: redirects are returned, never followed (a 307 would repeat the prompt
 * to another host), and the body must be a string or bytes. It rejects with undici's own error, whose
 * `code` says what happened; with a `ProxyError` if it is the proxy's; with `reply_interrupted` if the
 * connection broke within the response headers; or with `reply_invalid` for an unsolicited 100 or 101.
 * Compressed bodies are decoded, although no compression is requested.
 *
 * @param proxies an https upstream is reached through a tunnel; a proxy is told plain http requests whole
 */
export function upstreamFetchThrough(proxies: Proxies): typeof fetch {
  const existing = fetches.get(proxies);
  if (existing) return existing;
  const agent = createAgent(
    createTunnelConnector(CONNECT_TIMEOUT_MS, (url) => chooseProxy(url, proxies)),
  );
  const forwarding = createAgent(createForwardingConnector(CONNECT_TIMEOUT_MS));
  const created: typeof fetch = (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const forwarder = url.protocol === 'http:' ? chooseProxy(url, proxies) : null;
    return dispatchRequest({ agent: forwarder ? forwarding : agent, url, forwarder }, init);
  };
  fetches.set(proxies, created);
  return created;
}

/** The same without proxies. */
export const upstreamFetch: typeof fetch = (input, init) =>
  upstreamFetchThrough(NO_PROXIES)(input, init);

function createAgent(connect: buildConnector.connector): Agent {
  return new Agent({
    // The caller sets the deadlines: only it knows how long a reasoning model may take.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect,
    // HTTP/2 streams share their connection's flow-control window: one stalled reader would slow
    // them all.
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
}

function dispatchRequest(
  { agent, url, forwarder }: { agent: Agent; url: URL; forwarder: ProxyServer | null },
  init: RequestInit,
): Promise<Response> {
  const signal = init.signal ?? null;
  const headers = new Headers(init.headers);
  headers.set('accept-encoding', 'identity');
  const address = forwarder
    ? addressAt(forwarder, url, headers)
    : { origin: url.origin, path: url.pathname + url.search };

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
        ...address,
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
          if (forwarder && status === 407) {
            const refused = new ProxyError('PROXY_AUTHENTICATION');
            reject(refused);
            controller.abort(refused);
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
