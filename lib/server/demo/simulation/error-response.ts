import 'server-only';
import { isNullBodyStatus } from '../../http/is-null-body-status.ts';

/** Puts the wait into a failure: OpenAI's two headers, and the same in its message. */
export function withRetryAfter(
  { headers, body }: { headers: Headers; body: string },
  retryAfterMs: number,
): { headers: Headers; body: string } {
  const updated = new Headers(headers);
  const seconds = Math.ceil(retryAfterMs / 1000);
  updated.set('retry-after', String(seconds));
  updated.set('retry-after-ms', String(Math.ceil(retryAfterMs)));
  for (const name of ['x-ratelimit-reset-requests', 'x-ratelimit-reset-tokens']) {
    if (updated.has(name)) updated.set(name, `${seconds}s`);
  }
  return {
    headers: updated,
    body: body.replace(/(try again in )[\d.hms]{0,30}\d[hms]{1,3}/i, `$1${seconds}s`),
  };
}

/** The wait a failure's headers ask for, in milliseconds; null if none. */
export function retryAfterMsOf(headers: Headers): number | null {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return ms;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : null;
}

/** A response that is not a completion. */
export function textResponse(status: number, headers: Headers, body: string): Response {
  return new Response(isNullBodyStatus(status) ? null : body, { status, headers });
}

/** A failure in OpenAI's error format (API reference, "Errors"). */
export function encodeOpenaiError(error: {
  message: string;
  param?: string | null;
  code?: string | null;
}): string {
  const { message, param = null, code = null } = error;
  return `${JSON.stringify({ error: { message, type: 'invalid_request_error', param, code } }, null, 2)}\n`;
}

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connect ECONNREFUSED 203.0.113.7:443'],
  ['ECONNRESET', 'read ECONNRESET'],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND api.openai.com'],
  ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.openai.com'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
  ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'],
  ['UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'],
  ['UND_ERR_SOCKET', 'other side closed'],
]);

/** What Node's `fetch` rejects with when there is no response: undici's error is the cause. */
export function fetchFailed(code: string): TypeError {
  const cause = Object.assign(new Error(MESSAGES.get(code) ?? code), { code });
  return new TypeError('fetch failed', { cause });
}
