import type { ErrorKind } from '../errors/error-kinds.ts';
import type { UpstreamReason } from './upstream-reasons.ts';

/** What a code or a type means. The first rule that fits wins. */
export type NameRule = {
  /** As upstreams write them; compared by `foldName`. */
  names: readonly string[];
  /** Only with one of these statuses; `'none'`: only where no status is known (in a stream). */
  statuses?: readonly number[] | 'none';
  /** Only when the request parameter that the upstream names fits. */
  param?: RegExp;
  kind: ErrorKind;
  reason?: UpstreamReason;
};
