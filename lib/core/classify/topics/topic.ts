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

/** A server's failure, or none that is known. */
export const isServerStatus = (status: number | undefined) => status === undefined || status >= 500;

/** Not about who is asking. */
export const isNotAuthStatus = (status: number | undefined) => status !== 401;
