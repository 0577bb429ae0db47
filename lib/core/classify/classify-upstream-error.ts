import type { Failure } from '../errors/starlight-error.ts';
import type { BodyForm, Verdict } from './classification.ts';
import { isErrorPayload } from './classify-error-event.ts';
import { decideKind, decidingStatus } from './decide-kind.ts';
import { readAnswerBody } from './read-answer-body.ts';
import { type ErrorShape, isRecord, readErrorShape } from './read-error-shape.ts';
import { readFailureDetails } from './read-failure-details.ts';
import { readMessageDelay, readRetryAfterHeader, readRetryAfterMs } from './retry-time.ts';

/** What an upstream answered. */
type UpstreamAnswer = {
  status: number;
  headers: { get(name: string): string | null };
  /** capped at 64 kB by the caller */
  body: string;
};

/**
 * Names the failure behind an answer that is no reply: any status but 2xx, or a 2xx whose body is
 * HTML, an error, or nothing.
 *
 * Total: it never throws, whatever came. Nothing in the result is text of the upstream; `status`
 * is the upstream's own where there is one that a browser can be given.
 *
 * @param now milliseconds since 1970, for a Retry-After that is a date
 */
export function classifyUpstreamError(answer: UpstreamAnswer, now: number = Date.now()): Failure {
  const { headers } = answer;
  const body = readAnswerBody(answer.body, headers.get('content-type'));
  const shape = readErrorShape(body.value);
  const httpStatus = isErrorStatus(answer.status) ? answer.status : undefined;
  const verdict =
    verdictOfUsualStatus(answer, body.form, body.value) ??
    decideKind(shape, decidingStatus(httpStatus, shape.status), body.form);
  const status = relayableStatus(verdict, httpStatus ?? shape.status);
  const details = readFailureDetails(verdict, shape, headers);
  const retryAfterMs = readRetryTime(verdict, shape, headers, now);
  const upstreamRequestId = readRequestId(headers.get('x-request-id'));
  return {
    kind: verdict.kind,
    ...(status !== undefined && { status }),
    ...(details && { details }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(upstreamRequestId !== undefined && { upstreamRequestId }),
  };
}

/** Redirects, and 2xx answers that hold no error; `null` where the error itself must be read. */
function verdictOfUsualStatus(
  { status }: UpstreamAnswer,
  form: BodyForm,
  value: unknown,
): Verdict | null {
  if (status >= 300 && status <= 399) return { kind: 'upstream_redirected' };
  const holdsError = form === 'json' && isErrorPayload(value);
  if (isErrorStatus(status) || holdsError) return null;
  if (!(status >= 200 && status <= 299)) return { kind: 'unknown' };
  if (form === 'empty') return { kind: 'reply_empty' };
  if (form === 'json') return { kind: hasChoices(value) ? 'reply_invalid' : 'not_an_api' };
  const looksLikeReply = form === 'text' && /^(?:[{[]|data:|event:)/.test(String(value));
  return { kind: looksLikeReply ? 'reply_invalid' : 'not_an_api' };
}

function hasChoices(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, 'choices');
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

/** A 407 relayed to a browser is taken for its own proxy's (Chrome: ERR_UNEXPECTED_PROXY_AUTH). */
function relayableStatus(verdict: Verdict, status: number | undefined): number | undefined {
  return status === 407 || verdict.kind === 'upstream_redirected' ? undefined : status;
}

function readRetryTime(
  { kind }: Verdict,
  { message }: ErrorShape,
  headers: UpstreamAnswer['headers'],
  now: number,
): number | undefined {
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
      return readRetryAfterMs(headers, message, now);
    case 'overloaded':
      return readRetryAfterHeader(headers, now) ?? readMessageDelay(message);
    // OpenAI sends x-ratelimit-reset-* with every answer: here they would mean nothing.
    case 'server_error':
    case 'bad_gateway':
    case 'gateway_timeout':
    case 'upstream_timeout':
    case 'conflict':
      return readRetryAfterHeader(headers, now);
    default:
      return undefined;
  }
}

function readRequestId(id: string | null): string | undefined {
  if (id === null || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) return undefined;
  // An upstream that echoes its request headers must not bring a key out this way.
  return /(?:^|[_-])(?:sk|sess|gsk|xai|bearer)[_-]/i.test(id) ? undefined : id;
}
