import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import {
  type ErrorBody,
  keepValidDetails,
  MAX_RETRY_AFTER_MS,
  redactForVisitor,
} from '#lib/core/errors/error-body.ts';
import { defaultStatusOf } from '#lib/core/errors/error-kinds.ts';
import { type Failure, StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { MethodNotAllowedError } from '../guards/require-method.ts';

/** The content of a response that reports a failure. */
export type FailureContent = { status: number; json: object; headers?: Record<string, string> };

/** A failure ready to be sent, over any kind of connection. */
type WrittenFailure = { status: number; headers: Headers; text: string };

/** A browser repeats the request or blames its own proxy for these (RFC 9110, 15.5; RFC 8470, 5.2). */
const BROWSER_ACTS_ON = new Set([407, 408, 421, 425]);

/**
 * Everything known about a failure, validated and bounded, for the log and the operator. An
 * unexpected error becomes `internal`, and none of its text is kept.
 */
export function toFullBody(error: unknown, requestId: string): ErrorBody {
  const failure: Failure = error instanceof StarlightError ? error.failure : { kind: 'internal' };
  const { details, retryAfterMs } = failure;
  return toErrorBody(
    {
      ...failure,
      details: keepValidDetails(details),
      retryAfterMs:
        retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS),
    },
    requestId,
  );
}

/** The same failure, redacted for its audience. */
export function toVisibleBody(full: ErrorBody, audience: Audience): ErrorBody {
  return audience === 'operator' ? full : redactForVisitor(full);
}

/** The class of an unexpected error, for the log; its text can contain a key. */
export function classOf(error: unknown): string | undefined {
  if (error instanceof StarlightError) return undefined;
  return error instanceof Error ? error.constructor.name : typeof error;
}

/**
 * Writes a failure as a response, with the headers that follow from it.
 *
 * @param error what was thrown
 * @param body the failure, redacted for its audience
 * @param content the same in a format other than `{ error: ErrorBody }`
 */
export function writeFailure(
  error: unknown,
  body: ErrorBody,
  content: FailureContent = { status: browserStatus(body), json: { error: body } },
): WrittenFailure {
  const headers = new Headers({ 'content-type': 'application/json', ...content.headers });
  if (body.retryAfterMs !== undefined) {
    // Whole seconds (RFC 9110, 10.2.3), rounded up, so that nobody retries too early.
    headers.set('retry-after', String(Math.max(1, Math.ceil(body.retryAfterMs / 1000))));
  }
  // Otherwise the rest of the body could keep arriving (RFC 9110, 15.5.9).
  if (body.status === 408 && body.kind === 'invalid_request') headers.set('connection', 'close');
  if (error instanceof MethodNotAllowedError) headers.set('allow', error.allowed.join(', '));
  return { status: content.status, headers, text: JSON.stringify(content.json) };
}

/** The received status if an error response may have it; otherwise the default of the kind. */
export function errorStatusOf({ kind, status }: ErrorBody): number {
  return status >= 400 && status <= 599 ? status : defaultStatusOf(kind);
}

/** The response may need a different status from the received one, which the body keeps. */
function browserStatus(body: ErrorBody): number {
  const status = errorStatusOf(body);
  return BROWSER_ACTS_ON.has(status) ? defaultStatusOf(body.kind) : status;
}
