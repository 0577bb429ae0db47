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

/** What a response says of a failure. */
export type FailureContent = { status: number; json: object; headers?: Record<string, string> };

/** A failure that is ready to be sent, over whatever connection there is. */
type WrittenFailure = { status: number; headers: Headers; text: string };

/** For these, a browser repeats the request or blames its own proxy (RFC 9110, 15.5; RFC 8470, 5.2). */
const BROWSER_ACTS_ON = new Set([407, 408, 421, 425]);

/**
 * All that is known of a failure, checked and bounded: for the log, and for an operator. An error
 * that is not ours becomes `internal` and leaves none of its text.
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

/** The same failure as its reader may see it. */
export function toVisibleBody(full: ErrorBody, audience: Audience): ErrorBody {
  return audience === 'operator' ? full : redactForVisitor(full);
}

/** The class of an error that is not ours, for the log; its text can hold a key. */
export function classOf(error: unknown): string | undefined {
  if (error instanceof StarlightError) return undefined;
  return error instanceof Error ? error.constructor.name : typeof error;
}

/**
 * Writes a failure as a response, with the headers that follow from it.
 *
 * @param error what was thrown
 * @param body what its reader may see of it
 * @param content the same in another format than `{ error: ErrorBody }`
 */
export function writeFailure(
  error: unknown,
  body: ErrorBody,
  content: FailureContent = { status: browserStatus(body), json: { error: body } },
): WrittenFailure {
  const headers = new Headers({ 'content-type': 'application/json', ...content.headers });
  if (body.retryAfterMs !== undefined) {
    // Whole seconds (RFC 9110, 10.2.3), rounded up, so that nobody comes too early.
    headers.set('retry-after', String(Math.max(1, Math.ceil(body.retryAfterMs / 1000))));
  }
  // Or the rest of the body could go on coming (RFC 9110, 15.5.9).
  if (body.status === 408 && body.kind === 'invalid_request') headers.set('connection', 'close');
  if (error instanceof MethodNotAllowedError) headers.set('allow', error.allowed.join(', '));
  return { status: content.status, headers, text: JSON.stringify(content.json) };
}

/** The status that came, where a response about a failure can have it; the kind's own otherwise. */
export function errorStatusOf({ kind, status }: ErrorBody): number {
  return status >= 400 && status <= 599 ? status : defaultStatusOf(kind);
}

/** The body keeps the status that came; the response may have to do with another one. */
function browserStatus(body: ErrorBody): number {
  const status = errorStatusOf(body);
  return BROWSER_ACTS_ON.has(status) ? defaultStatusOf(body.kind) : status;
}
