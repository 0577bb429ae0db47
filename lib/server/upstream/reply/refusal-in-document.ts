import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isRefusalDocument } from '#lib/core/models/is-refusal-document.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { wireErrorOfCause } from '../wire-error.ts';

const NOT_FOUND = 404;

/** The refusal of an API that a document with a 200 is, as the HTTP error it should have been; null for others. */
export function refusalInDocument(
  document: unknown,
  { failure, cause }: StarlightError,
  asked: ApiDialect,
): StarlightError | null {
  if (!isRefusalDocument(document, failure, asked)) return null;
  const refusal = new StarlightError({ ...failure, status: NOT_FOUND });
  refusal.cause = { ...wireErrorOfCause(cause), refused: true };
  return refusal;
}
