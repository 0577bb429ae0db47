import type { Audience, CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { type DescribedError, describeError } from '../catalogue/describe-error.ts';
import { GUESSED_ERRORS } from '../catalogue/entries/guessed-errors.ts';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { statusPhrase } from '../catalogue/status-phrase.ts';
import { type Certainty, ERROR_KINDS, type ErrorKind } from '../errors/error-kinds.ts';
import { faultsOfKind } from '../upstream-faults/upstream-faults.ts';
import { type GuideGroup, groupOfKind } from './guide-groups.ts';
import { statusesOfGuess } from './statuses-of-guess.ts';

/** What is said about a kind that is only a guess. */
export type GuessedWords = {
  /** The statuses that lead to it if a response has nothing else. */
  statuses: readonly number[];
  meaning: string;
  visitor: DescribedError;
  operator: DescribedError;
};

/** What the guide says about one kind: the catalog's messages, without the details of any one site. */
export type GuideEntry = Pick<CatalogueEntry, 'meaning' | 'causes' | 'severity' | 'link'> & {
  kind: ErrorKind;
  group: GuideGroup;
  status: number | null;
  /** "429 Too Many Requests"; `null` if there is no status. */
  statusLine: string | null;
  /** What follows the status: "the OpenAI account is out of credit". */
  title: string;
  /** Status and title in one line. */
  heading: string;
  visitor: DescribedError;
  operator: DescribedError;
  /** The more general words if only a status told the kind; `null` if there are none. */
  guessed: GuessedWords | null;
  /** Whether a retry helps, and when; follows "Retrying". */
  retry: string;
  /** The same in a few words, for a table. */
  retryShort: string;
};

/** Describes one kind in general: the upstream is OpenAI, and no contact, key or model is known. */
export function guideEntryOf(kind: ErrorKind): GuideEntry {
  const { meaning, causes, severity, link } = ERROR_CATALOGUE[kind];
  const { status } = ERROR_KINDS[kind];
  const visitor = describe(kind, 'visitor');
  const operator = describe(kind, 'operator');
  return {
    ...{ kind, meaning, causes, severity, link, status, visitor, operator },
    ...retryMessageOf(kind),
    guessed: guessedWordsOf(kind),
    group: groupOfKind(kind),
    statusLine: status === null ? null : [status, statusPhrase(status)].filter(Boolean).join(' '),
    title: operator.title,
    heading: operator.heading,
  };
}

function guessedWordsOf(kind: ErrorKind): GuessedWords | null {
  const guess = GUESSED_ERRORS[kind];
  if (guess === undefined) return null;
  return {
    statuses: statusesOfGuess(kind),
    meaning: guess.meaning,
    visitor: describe(kind, 'visitor', 'guessed'),
    operator: describe(kind, 'operator', 'guessed'),
  };
}

function describe(kind: ErrorKind, audience: Audience, certainty?: Certainty): DescribedError {
  const status = ERROR_KINDS[kind].status ?? 0;
  return describeError(
    { kind, status, requestId: 'none', ...(certainty && { certainty }) },
    {
      ...{ audience, contact: null, upstreamName: 'OpenAI', model: null },
      baseUrl: 'https://api.openai.com/v1',
    },
  );
}

function retryMessageOf(kind: ErrorKind): Pick<GuideEntry, 'retry' | 'retryShort'> {
  switch (ERROR_CATALOGUE[kind].retry) {
    case 'now':
      return { retry: 'may help right away', retryShort: 'may help' };
    case 'wait':
      return {
        retry: hasRetryAfter(kind)
          ? 'helps after the time in the Retry-After header; the banner counts it down'
          : 'helps after a wait; the banner counts it down if it is known',
        retryShort: 'after a wait',
      };
    case 'never':
      return {
        retry: "won't help until the cause is fixed",
        retryShort: "won't help",
      };
  }
}

function hasRetryAfter(kind: ErrorKind): boolean {
  return faultsOfKind(kind).some(
    ({ wire }) => wire.type === 'response' && 'retry-after' in wire.headers,
  );
}
