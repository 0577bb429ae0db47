import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import type { BodyForm, HeaderReader, Verdict } from './classification.ts';
import { isErrorPayload } from './classify-error-event.ts';
import { decideKind } from './decide-kind.ts';
import { readFailureDetails } from './details/read-failure-details.ts';
import { readAnswerBody } from './read-answer-body.ts';
import { readErrorShape } from './read-error-shape.ts';

/** What an upstream answered. */
type UpstreamAnswer = {
  status: number;
  headers: HeaderReader;
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
    verdictOfUsualStatus(answer, body.form, body.value) ?? decideKind(shape, httpStatus, body.form);
  const status = relayableStatus(verdict, httpStatus ?? shape.status);
  return {
    kind: verdict.kind,
    ...(status !== undefined && { status }),
    ...readFailureDetails(verdict, shape, { headers, now }),
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
  if (form === 'json') {
    return { kind: fieldOf(value, 'choices') === undefined ? 'not_an_api' : 'reply_invalid' };
  }
  const looksLikeReply = form === 'text' && /^(?:[{[]|data:|event:)/.test(String(value));
  return { kind: looksLikeReply ? 'reply_invalid' : 'not_an_api' };
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

/** A 407 relayed to a browser is taken for its own proxy's (Chrome: ERR_UNEXPECTED_PROXY_AUTH). */
function relayableStatus(verdict: Verdict, status: number | undefined): number | undefined {
  return status === 407 || verdict.kind === 'upstream_redirected' ? undefined : status;
}
