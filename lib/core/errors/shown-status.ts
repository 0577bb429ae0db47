import type { ErrorBody } from './error-body.ts';
import { ERROR_KINDS } from './error-kinds.ts';

/** The status a banner shows: the one that came, for kinds that people know by a status. */
export function shownStatus(body: Pick<ErrorBody, 'kind' | 'status'>): number | null {
  if (body.kind === 'unknown') return body.status >= 400 ? body.status : null;
  return ERROR_KINDS[body.kind].status === null ? null : body.status;
}
