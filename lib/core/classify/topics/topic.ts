import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { UpstreamReason } from '../upstream-reasons.ts';

/**
 * What an error can be about, recognized by the meaning of its words rather than by its sentence:
 * wordings change with every version of a server, the words for money or a missing model hardly do.
 */
export type Topic = {
  id: string;
  kind: ErrorKind;
  reason?: UpstreamReason;
  /** Counts only if no clause is about anything more specific. */
  isGeneral?: true;
  /** All of these occur in one clause (see `toClauses`), in any order. */
  all: readonly RegExp[];
  /** None of these occurs in that clause. */
  none?: readonly RegExp[];
  /** None of these occurs in any clause. */
  noneAnywhere?: readonly RegExp[];
  /** Only with a status for which this is true; a stream has none. */
  when?: (status: number | undefined) => boolean;
  /** Also decides if a code led to one of these kinds, because that code is used for several causes. */
  refines?: readonly ErrorKind[];
  /** Where such wordings were seen. */
  source: string;
};

/** Statuses that say something about the request itself; a stream has none. */
export function isAboutRequest(status: number | undefined): boolean {
  return status === undefined || ![401, 403, 429].includes(status);
}

/** Statuses with which the provider's own trouble is reported; gateways also use 400 for it. */
export function isServerSide(status: number | undefined): boolean {
  return status === undefined || status >= 500 || status === 408 || status === 400;
}

/** Not about who is asking. */
export function isNotAuthStatus(status: number | undefined): boolean {
  return status !== 401;
}
