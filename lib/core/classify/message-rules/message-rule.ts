import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { UpstreamReason } from '../upstream-reasons.ts';

/** A decision by an error's text, for what no code, type, parameter or status tells apart. */
export type MessageRule = {
  id: string;
  /** Matched against at most 32 kB: bounded repetition only, so that no text can make it slow. */
  says: RegExp;
  /** The rule speaks only where code, type, parameter and status had led to one of these. */
  refines: readonly ErrorKind[];
  kind: ErrorKind;
  reason?: UpstreamReason;
  /** Where this wording was seen. */
  source: string;
};
