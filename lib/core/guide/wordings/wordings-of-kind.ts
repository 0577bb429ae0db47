import { type ErrorKind, isErrorKind } from '../../errors/error-kinds.ts';
import rows from './provider-wordings.json' with { type: 'json' };

/** How one provider words a failure, as seen in public. */
export type ProviderWording = {
  provider: string;
  /** 200 if it arrives within a stream. */
  status: number;
  /** Its own name for the failure; `null` if it has none, or only repeats the status. */
  code: string | null;
  /** The telling part of its message. */
  words: string;
  kind: ErrorKind;
  /** An https page that shows it, if there is one. */
  source: string | null;
};

/** What providers say about failures, each with the kind that Starlight calls it. */
export const PROVIDER_WORDINGS: readonly ProviderWording[] = rows.flatMap(({ kind, ...row }) =>
  isErrorKind(kind) ? [{ ...row, kind }] : [],
);

/** How providers word one kind, in a fixed order; empty for kinds that no provider names. */
export function wordingsOfKind(kind: ErrorKind): readonly ProviderWording[] {
  return PROVIDER_WORDINGS.filter((wording) => wording.kind === kind);
}
