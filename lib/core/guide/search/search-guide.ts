import type { ErrorKind } from '../../errors/error-kinds.ts';
import { nearestWord } from './nearest-word.ts';
import { kindOfPasted } from './pasted-kind.ts';
import { normalizeText, queryWordsOf } from './search-words.ts';
import {
  type GuideDocument,
  type SearchableGuide,
  searchableGuide,
  typicalBonus,
} from './searchable-guide.ts';
import { readTypedQuery, type TypedQuery } from './typed-query.ts';

/** A search and its results. */
export type GuideSearch = TypedQuery & {
  /** The corrected query if a word was misspelled; otherwise `null`. */
  correctedTo: string | null;
  /** Best first. */
  kinds: readonly ErrorKind[];
};

const MAX_WORDS = 40;
const FEW_WORDS = 5;
/** This share of the meaningful words must match: a larger share of a short query than of a long text. */
const SHARE_OF_FEW = 0.6;
const SHARE_OF_MANY = 0.35;
/** A partially typed word counts less than a complete one. */
const PREFIX_FACTOR = 0.6;
const MIN_PREFIX_LENGTH = 3;
const MIN_PHRASE_LENGTH = 8;
const PASTED_BONUS = 2000;
/** For a text that contains what a provider says; the classifier, which reads all of it, knows better. */
const WORDING_SCORE = 1500;
/** Results with less than this share of the best score are dropped. */
const MIN_SHARE_OF_BEST = 0.12;

/** Finds kinds by name, status, code, or words from a message, title, meaning or cause. Never throws. */
export function searchGuide(raw: string): GuideSearch {
  const typed = readTypedQuery(raw);
  const { query } = typed;
  const found = { ...typed, correctedTo: null };
  const words = queryWordsOf(query).slice(0, MAX_WORDS);
  if (words.length === 0) return { ...found, kinds: [] };
  const index = searchableGuide();
  const kinds = rank(query, words, index);
  // Correcting every word of a long text would take too long.
  if (kinds.length > 0 || words.length > FEW_WORDS) return { ...found, kinds };
  const corrected = words.map((word) => nearestWord(word, index.rarity) ?? word);
  const correctedTo = corrected.join(' ');
  if (correctedTo === words.join(' ')) return { ...found, kinds: [] };
  return { ...found, correctedTo, kinds: rank(correctedTo, corrected, index) };
}

function rank(
  query: string,
  words: readonly string[],
  index: SearchableGuide,
): readonly ErrorKind[] {
  const phrase = normalizeText(query);
  const pasted = kindOfPasted(query);
  const weighted = words.map((word) => ({ word, rarity: rarityOf(word, index) }));
  const known = weighted.filter(({ rarity }) => rarity > 0);
  const totalRarity = (words.length > FEW_WORDS ? known : weighted).reduce(
    (sum, { rarity }) => sum + (rarity || 1),
    0,
  );
  const share = words.length > FEW_WORDS ? SHARE_OF_MANY : SHARE_OF_FEW;
  const scored = index.documents
    .map((document) => {
      const { kind } = document;
      const { score, matched } = scoreWords(document, known);
      const exact =
        nameScore(document, phrase) +
        phraseScore(document, phrase) +
        wordingScore(document, phrase);
      const bonus = exact + (kind === pasted ? PASTED_BONUS : 0);
      const fits = bonus > 0 || (matched > 0 && matched >= share * totalRarity);
      return { kind, fits, score, total: score + bonus + typicalBonus(kind) };
    })
    .filter(({ fits }) => fits)
    .sort((a, b) => b.total - a.total);
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ total }) => total >= best * MIN_SHARE_OF_BEST).map(({ kind }) => kind);
}

function scoreWords(
  { words }: GuideDocument,
  typed: readonly { word: string; rarity: number }[],
): { score: number; matched: number } {
  let score = 0;
  let matched = 0;
  for (const { word, rarity } of typed) {
    const weight = weightOf(word, words);
    if (weight === 0) continue;
    score += weight * rarity;
    matched += rarity;
  }
  return { score, matched };
}

/** A word also counts if only its beginning was typed. */
function weightOf(typed: string, words: ReadonlyMap<string, number>): number {
  const exact = words.get(typed);
  if (exact !== undefined || typed.length < MIN_PREFIX_LENGTH) return exact ?? 0;
  let best = 0;
  for (const [word, weight] of words) {
    if (weight > best && word.startsWith(typed)) best = weight;
  }
  return best * PREFIX_FACTOR;
}

/** 0 for a word that isn't in any entry, not even as the beginning of one. */
function rarityOf(typed: string, { rarity, documents }: SearchableGuide): number {
  const exact = rarity.get(typed);
  if (exact !== undefined) return exact;
  const isPrefix =
    typed.length >= MIN_PREFIX_LENGTH && [...rarity.keys()].some((word) => word.startsWith(typed));
  if (!isPrefix) return 0;
  const count = documents.filter(({ words }) => weightOf(typed, words) > 0).length;
  return 1 + Math.log(documents.length / count);
}

function nameScore({ names }: GuideDocument, phrase: string): number {
  return names.get(phrase) ?? names.get(phrase.replaceAll(' ', '_')) ?? 0;
}

/** For a text that contains a provider's wording; of several, the longest says most. */
function wordingScore({ wordings }: GuideDocument, phrase: string): number {
  const contained = wordings.filter(
    (wording) => wording.length >= MIN_PHRASE_LENGTH && ` ${phrase} `.includes(` ${wording} `),
  );
  return Math.max(0, ...contained.map((wording) => WORDING_SCORE + wording.length));
}

function phraseScore({ sentences }: GuideDocument, phrase: string): number {
  if (phrase.length < MIN_PHRASE_LENGTH || !phrase.includes(' ')) return 0;
  const matching = sentences.filter(([sentence]) => ` ${sentence}`.includes(` ${phrase}`));
  return Math.max(0, ...matching.map(([, score]) => score));
}
