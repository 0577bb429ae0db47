import { foldCase } from './fold-case.ts';

/** More words find nothing else: a message that has these almost certainly has all. */
const MAX_WORDS = 16;

/** What is searched for, folded. */
export type SearchQuery = {
  /** All of these must occur, anywhere and in any order. */
  words: readonly string[];
  /** The words as they were written, one after another; what contains it comes first. */
  phrase: string;
};

/** Reads what was typed into a search field; null if nothing in it can be searched for. */
export function readQuery(typed: string): SearchQuery | null {
  const written = foldCase(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (written.length === 0) return null;
  const longestFirst = [...new Set(written)].sort((a, b) => b.length - a.length);
  return { words: longestFirst.slice(0, MAX_WORDS), phrase: written.join(' ') };
}

/** Whether every word occurs in a folded text. There are no word boundaries: many scripts have none. */
export function hasAllWords(folded: string, { words }: SearchQuery): boolean {
  return words.every((word) => folded.includes(word));
}
