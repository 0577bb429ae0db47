import type { ErrorBody } from './error-body.ts';
import type { ERROR_KINDS } from './error-kinds.ts';

type Kinds = typeof ERROR_KINDS;
type KindWithoutStatus = {
  [Kind in keyof Kinds]: Kinds[Kind]['status'] extends null ? Kind : never;
}[keyof Kinds];

/** Repeated here, checked by its type, because the table of all kinds is too large for the first load. */
const WITHOUT_STATUS: Record<KindWithoutStatus, true> = {
  reply_empty: true,
  reply_interrupted: true,
  reply_stalled: true,
  reply_invalid: true,
  reply_truncated: true,
  reply_filtered: true,
  reply_refused: true,
  reply_end_unknown: true,
  offline: true,
  starlight_unreachable: true,
  unknown: true,
};

/** The status to show in a banner: the received one, or `null` for kinds without a status. */
export function shownStatus(body: Pick<ErrorBody, 'kind' | 'status'>): number | null {
  if (body.kind === 'unknown') return body.status >= 400 ? body.status : null;
  return Object.hasOwn(WITHOUT_STATUS, body.kind) ? null : body.status;
}
