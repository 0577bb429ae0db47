import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { UpstreamReason } from '../upstream-reasons.ts';

/** What a code or a type means. The first matching rule wins. */
export type NameRule = {
  /** As upstreams spell them; compared after `foldName`. */
  names: readonly string[];
  /** Applies only with one of these statuses; `'none'`: only if no status is known (in a stream). */
  statuses?: readonly number[] | 'none';
  /** Applies only if the parameter that the upstream names matches. */
  param?: RegExp;
  kind: ErrorKind;
  reason?: UpstreamReason;
};
