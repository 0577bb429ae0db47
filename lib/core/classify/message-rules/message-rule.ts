import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { UpstreamReason } from '../upstream-reasons.ts';

/** Decides by an error's text where code, type, parameter and status cannot. */
export type MessageRule = {
  id: string;
  /** Matched against up to 32 kB, so repetitions must be bounded to keep it fast. */
  pattern: RegExp;
  /** The rule only applies if code, type, parameter and status led to one of these. */
  refines: readonly ErrorKind[];
  kind: ErrorKind;
  reason?: UpstreamReason;
  /** Where this wording was seen. */
  source: string;
};
