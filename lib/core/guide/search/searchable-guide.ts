import { typicalKindOf } from '../../chat/simulate-command.ts';
import { ERROR_KINDS, type ErrorKind } from '../../errors/error-kinds.ts';
import type { UpstreamFault } from '../../upstream-faults/upstream-fault.ts';
import { faultsOfKind } from '../../upstream-faults/upstream-faults.ts';
import { guideEntryOf } from '../guide-entry.ts';
import { GUIDE_KINDS } from '../guide-groups.ts';
import { GENERIC_TYPES, wireNamesOf } from '../wire/wire-names.ts';
import { type ProviderWording, wordingsOfKind } from '../wordings/wordings-of-kind.ts';
import { indexWordsOf, normalizeText } from './search-words.ts';

/** The words, names and sentences that find one kind. */
export type GuideDocument = {
  kind: ErrorKind;
  /** How much a word says about this kind: the weight of the best field it appears in. */
  words: ReadonlyMap<string, number>;
  /** Whole names (kind, codes, types, statuses) and the score for typing exactly that. */
  names: ReadonlyMap<string, number>;
  /** Normalized sentences and the score for typing part of one. */
  sentences: readonly (readonly [sentence: string, score: number])[];
  /** Normalized wordings of providers, which a pasted text may contain. */
  wordings: readonly string[];
};

export type SearchableGuide = {
  documents: readonly GuideDocument[];
  /** How rare each word is: 1 if every kind has it, more the fewer kinds do. */
  rarity: ReadonlyMap<string, number>;
};

const WORD_WEIGHTS = {
  name: 40,
  code: 36,
  title: 30,
  status: 26,
  type: 16,
  meaning: 14,
  message: 12,
  wording: 12,
  cause: 10,
  step: 5,
} as const;
const NAME_SCORES = { kind: 1000, typicalCode: 700, code: 500, status: 400, type: 300, other: 150 };
const SENTENCE_SCORES = { wording: 200, message: 200, title: 160, meaning: 80 };
const TYPICAL_BONUS = 20;

let built: SearchableGuide | undefined;

/** The index of all kinds, built once on first use. */
export function searchableGuide(): SearchableGuide {
  built ??= buildSearchable();
  return built;
}

function buildSearchable(): SearchableGuide {
  const documents = GUIDE_KINDS.map(toDocument);
  const counts = new Map<string, number>();
  for (const word of documents.flatMap(({ words }) => [...words.keys()])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const rarity = new Map(
    [...counts].map(([word, count]) => [word, 1 + Math.log(documents.length / count)]),
  );
  return { documents, rarity };
}

type Draft = {
  words: Map<string, number>;
  names: Map<string, number>;
  sentences: (readonly [sentence: string, score: number])[];
  wordings: string[];
};

function toDocument(kind: ErrorKind): GuideDocument {
  const draft: Draft = { words: new Map(), names: new Map(), sentences: [], wordings: [] };
  addCatalogue(draft, kind);
  for (const [index, fault] of faultsOfKind(kind).entries()) addFault(draft, fault, index === 0);
  for (const wording of wordingsOfKind(kind)) addWording(draft, wording);
  return { kind, ...draft };
}

function addCatalogue(draft: Draft, kind: ErrorKind): void {
  const { title, visitor, operator, meaning, causes, statusLine, status } = guideEntryOf(kind);
  addWords(draft, kind, 'name');
  setMax(draft.names, kind, NAME_SCORES.kind);
  for (const text of [title, visitor.title]) addSentence(draft, text, 'title');
  addSentence(draft, meaning, 'meaning');
  for (const cause of causes) addWords(draft, cause, 'cause');
  for (const { sentence, steps } of [visitor, operator]) {
    for (const text of [sentence, ...steps]) addWords(draft, text, 'step');
  }
  if (statusLine !== null) addWords(draft, statusLine, 'status');
  if (status !== null) setMax(draft.names, String(status), NAME_SCORES.status);
}

function addFault(draft: Draft, fault: UpstreamFault, isTypical: boolean): void {
  const { codes, types, messages } = wireNamesOf(fault);
  for (const code of codes) {
    addWords(draft, code, 'code');
    setMax(
      draft.names,
      normalizeText(code),
      isTypical ? NAME_SCORES.typicalCode : NAME_SCORES.code,
    );
  }
  for (const type of types) {
    addWords(draft, type, 'type');
    setMax(draft.names, normalizeText(type), NAME_SCORES.type);
  }
  for (const message of messages) addSentence(draft, message, 'message');
  if (fault.wire.type !== 'response') return;
  addWords(draft, String(fault.wire.status), 'type');
  setMax(draft.names, String(fault.wire.status), NAME_SCORES.other);
}

function addWording(draft: Draft, { code, words, status }: ProviderWording): void {
  addSentence(draft, words, 'wording');
  draft.wordings.push(normalizeText(words));
  if (code !== null) {
    const field = GENERIC_TYPES.has(code) ? 'type' : 'code';
    addWords(draft, code, field);
    setMax(draft.names, normalizeText(code), NAME_SCORES[field]);
  }
  // Within a stream, an error has no status of its own.
  if (status >= 400) setMax(draft.names, String(status), NAME_SCORES.other);
}

function addWords({ words }: Draft, text: string, field: keyof typeof WORD_WEIGHTS): void {
  for (const word of indexWordsOf(text)) setMax(words, word, WORD_WEIGHTS[field]);
}

function addSentence(draft: Draft, text: string, field: keyof typeof SENTENCE_SCORES): void {
  addWords(draft, text, field);
  draft.sentences.push([normalizeText(text), SENTENCE_SCORES[field]]);
}

function setMax(map: Map<string, number>, key: string, value: number): void {
  map.set(key, Math.max(map.get(key) ?? 0, value));
}

/** A small bonus for the kind that people most often mean by a status. */
export function typicalBonus(
  kind: ErrorKind,
  status: number | null = ERROR_KINDS[kind].status,
): number {
  return status !== null && typicalKindOf(status) === kind ? TYPICAL_BONUS : 0;
}
