import { isResponseObject } from '../chat/last-response-of.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { isRecord } from '../json/is-record.ts';
import type { ApiDialect } from './choose-dialect.ts';
import { isDialectRefused } from './is-dialect-refused.ts';

const NOT_FOUND = 404;

/**
 * Whether a document with a 200 is nothing but an error that refuses the API it was asked for, so nothing was
 * written or billed. LM Studio answers a path that it does not have with 200 and
 * `{"error":"Unexpected endpoint or method. (POST /v1/responses)"}` (lmstudio-ai/lmstudio-bug-tracker#618). A
 * guess does not count.
 *
 * @param failure what the document was classified as
 */
export function isRefusalDocument(document: unknown, failure: Failure, asked: ApiDialect): boolean {
  if (!isRecord(document) || Object.hasOwn(document, 'choices')) return false;
  if (isResponseObject(document) || failure.certainty !== 'recognized') return false;
  return isDialectRefused({ ...failure, status: NOT_FOUND }, asked);
}
