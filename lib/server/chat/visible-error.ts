import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { type ErrorBody, keepValidDetails, redactForVisitor } from '#lib/core/errors/error-body.ts';
import { type Failure, StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';

const MAX_RETRY_AFTER_MS = 31 * 24 * 3600 * 1000;

/**
 * The failure of a reply that has begun, as its reader may see it. An error that is not ours
 * becomes `internal` and leaves none of its text.
 */
export function toVisibleError(
  error: unknown,
  { requestId, audience }: { requestId: string; audience: Audience },
): ErrorBody {
  const failure: Failure = error instanceof StarlightError ? error.failure : { kind: 'internal' };
  const { details, retryAfterMs } = failure;
  const body = toErrorBody(
    {
      ...failure,
      details: keepValidDetails(details),
      retryAfterMs:
        retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS),
    },
    requestId,
  );
  return audience === 'operator' ? body : redactForVisitor(body);
}

/** The class of an error that is not ours, for the log; its text can hold a key. */
export function classOf(error: unknown): string | undefined {
  if (error instanceof StarlightError) return undefined;
  return error instanceof Error ? error.constructor.name : typeof error;
}
