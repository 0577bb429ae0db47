import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import type { BodyForm, HeaderReader, Verdict } from './classification.ts';
import { isErrorPayload } from './classify-error-event.ts';
import { decideKind } from './decide-kind.ts';
import { readFailureDetails } from './details/read-failure-details.ts';
import { readAnswerBody } from './evidence/read-answer-body.ts';
import { readErrorShape } from './evidence/read-error-shape.ts';

/** A response from an upstream. */
type UpstreamResponse = {
  status: number;
  headers: HeaderReader;
  /** The caller limits it to 64 kB. */
  body: string;
  /** Whose API it is, if that is known. */
  provider?: ProviderId | null;
};

/**
 * Classifies a response that is not a reply: any status other than 2xx, or a 2xx whose body is
 * HTML, an error, or empty.
 *
 * Never throws, whatever the response is. The result contains no upstream text. `status` is the
 * upstream's status, if it can be relayed to a browser.
 *
 * @param now milliseconds since 1970, for a Retry-After that is a date
 */
export function classifyUpstreamError(
  response: UpstreamResponse,
  now: number = Date.now(),
): Failure {
  const { headers } = response;
  const body = readAnswerBody(response.body, headers.get('content-type'));
  const shape = readErrorShape(body.value);
  const httpStatus = isErrorStatus(response.status) ? response.status : undefined;
  const verdict =
    verdictOfNormalStatus(response, body.form, body.value) ??
    decideKind(shape, httpStatus, body.form, response.provider ?? null);
  const status = relayableStatus(verdict, httpStatus ?? shape.status);
  return {
    kind: verdict.kind,
    certainty: verdict.certainty,
    ...(status !== undefined && { status }),
    ...readFailureDetails(verdict, shape, { headers, now }),
  };
}

/** For redirects and 2xx responses without an error; `null` if there is an error to read. */
function verdictOfNormalStatus(
  { status }: UpstreamResponse,
  form: BodyForm,
  value: unknown,
): Verdict | null {
  if (status >= 300 && status <= 399)
    return { kind: 'upstream_redirected', certainty: 'recognized' };
  const hasError = form === 'json' && isErrorPayload(value);
  if (isErrorStatus(status) || hasError) return null;
  if (!(status >= 200 && status <= 299)) return { kind: 'unknown', certainty: 'recognized' };
  if (form === 'empty') return { kind: 'reply_empty', certainty: 'recognized' };
  if (form === 'json') {
    const kind = fieldOf(value, 'choices') === undefined ? 'not_an_api' : 'reply_invalid';
    return { kind, certainty: 'recognized' };
  }
  const looksLikeReply = form === 'text' && /^(?:[{[]|data:|event:)/.test(String(value));
  return { kind: looksLikeReply ? 'reply_invalid' : 'not_an_api', certainty: 'recognized' };
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

/** A browser takes a relayed 407 for one from its own proxy (Chrome: ERR_UNEXPECTED_PROXY_AUTH). */
function relayableStatus(verdict: Verdict, status: number | undefined): number | undefined {
  return status === 407 || verdict.kind === 'upstream_redirected' ? undefined : status;
}
