import type { Audience, CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { type DescribedError, describeError } from '../catalogue/describe-error.ts';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { statusPhrase } from '../catalogue/status-phrase.ts';
import { ERROR_KINDS, type ErrorKind } from '../error-kinds.ts';
import { faultsOfKind } from '../upstream-faults/upstream-faults.ts';
import { type GuideGroup, groupOfKind } from './guide-groups.ts';

/** What the guide says of one kind: the catalogue's words, told of no site in particular. */
export type GuideEntry = Pick<CatalogueEntry, 'meaning' | 'causes' | 'severity' | 'link'> & {
  kind: ErrorKind;
  group: GuideGroup;
  status: number | null;
  /** "429 Too Many Requests"; `null` where no status is involved. */
  statusLine: string | null;
  /** What follows the status: "the OpenAI account has no credit left". */
  title: string;
  /** Both in one line. */
  heading: string;
  visitor: DescribedError;
  operator: DescribedError;
  /** Whether a retry helps, and when: what follows "A retry". */
  retry: string;
  /** The same in two or three words, for a table. */
  retryShort: string;
};

/** Puts one kind into words for anyone: OpenAI is asked, and nothing is known of a contact, a key or a model. */
export function guideEntryOf(kind: ErrorKind): GuideEntry {
  const { meaning, causes, severity, link } = ERROR_CATALOGUE[kind];
  const { status } = ERROR_KINDS[kind];
  const visitor = describe(kind, 'visitor');
  const operator = describe(kind, 'operator');
  return {
    ...{ kind, meaning, causes, severity, link, status, visitor, operator },
    ...retryWordsOf(kind),
    group: groupOfKind(kind),
    statusLine: status === null ? null : [status, statusPhrase(status)].filter(Boolean).join(' '),
    title: operator.title,
    heading: operator.heading,
  };
}

function describe(kind: ErrorKind, audience: Audience): DescribedError {
  const body = { kind, status: ERROR_KINDS[kind].status ?? 0, requestId: 'none' };
  return describeError(body, { audience, contact: null, upstreamName: 'OpenAI', model: null });
}

function retryWordsOf(kind: ErrorKind): Pick<GuideEntry, 'retry' | 'retryShort'> {
  switch (ERROR_CATALOGUE[kind].retry) {
    case 'now':
      return { retry: 'can help at once', retryShort: 'can help' };
    case 'wait':
      return {
        retry: saysWhen(kind)
          ? 'helps after the wait that the answer names in Retry-After; the banner counts it down'
          : 'helps after a wait, which the banner counts down where it is known',
        retryShort: 'after a wait',
      };
    case 'never':
      return {
        retry: 'does not help as long as the cause is there',
        retryShort: 'does not help',
      };
  }
}

function saysWhen(kind: ErrorKind): boolean {
  return faultsOfKind(kind).some(
    ({ wire }) => wire.type === 'response' && 'retry-after' in wire.headers,
  );
}
