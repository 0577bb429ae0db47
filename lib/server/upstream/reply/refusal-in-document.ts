import 'server-only';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isDialectRefused } from '#lib/core/models/is-dialect-refused.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { wireErrorOfCause } from '../wire-error.ts';

const NOT_FOUND = 404;

/**
 * The refusal of an API that a document with a 200 is, as the HTTP error it should have been; null if its
 * failure is another one, or only a guess. LM Studio answers a path that it does not have with 200 and
 * `{"error":"Unexpected endpoint or method. (POST /v1/responses)"}` (lmstudio-ai/lmstudio-bug-tracker#618).
 *
 * @param error what a document says that is nothing but an error, so nothing was written or billed
 */
export function refusalInDocument(error: StarlightError, asked: ApiDialect): StarlightError | null {
  const failure: Failure = { ...error.failure, status: error.failure.status ?? NOT_FOUND };
  if (failure.certainty !== 'recognized' || !isDialectRefused(failure, asked)) return null;
  const refusal = new StarlightError(failure);
  refusal.cause = { ...wireErrorOfCause(error.cause), refused: true };
  return refusal;
}
