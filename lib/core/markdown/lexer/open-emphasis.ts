import { OPEN_REACH } from './read-open-link.ts';

/**
 * Emphasis that has begun: its character (or closing tag), how many of them still have to be closed, and
 * where its content begins.
 */
export type Opener = { character: string; count: number; start: number };

const WORD = /[A-Za-z0-9]/;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a run of marks ends what the opener began. */
export function isCloser(text: string, at: number, run: number, opener: Opener): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at + run] ?? ' ';
  if (before.trim() === '') return false;
  if (!LETTER_OR_DIGIT.test(after)) return true;
  // Within a word, a shorter run is more likely multiplication.
  if (text[at] === '_' || (run < opener.count && LETTER_OR_DIGIT.test(before))) return false;
  return !PUNCTUATION.test(before);
}

/** What is still open after a run of marks; openers since those that it closes turn out to be text. */
export function withoutRun(
  openers: readonly Opener[],
  character: string,
  run: number,
): readonly Opener[] {
  const at = openers.findLastIndex((open) => open.character === character);
  const opener = openers[at];
  if (!opener || run === 0) return openers;
  const before = openers.slice(0, at);
  const remaining = opener.count - run;
  if (remaining > 0) return [...before, { ...opener, count: remaining }];
  return withoutRun(before, character, -remaining);
}

/** Stricter than the grammar: `2**3` and `a*b` in prose are more likely math than emphasis. */
export function isOpener(text: string, at: number, run: number): boolean {
  const character = text[at] ?? '';
  const before = text[at - 1] ?? ' ';
  const after = text[at + run] ?? ' ';
  if (after.trim() === '' || run > 3) return false;
  if (character === '~') return run === 2;
  if (run === 1 && text.length - at > OPEN_REACH) return false;
  return !(character === '_' ? LETTER_OR_DIGIT : WORD).test(before);
}

export function closeAll(text: string, openers: readonly Opener[]): string {
  const last = openers.at(-1);
  if (!last) return text;
  const content = text.trimEnd();
  // A mark that has nothing to mark yet.
  if (content.length <= last.start) {
    const mark = last.character.startsWith('<') ? last.character.length - 1 : last.count;
    return closeAll(text.slice(0, last.start - mark), openers.slice(0, -1));
  }
  const closers = openers.map(({ character, count }) => character.repeat(count)).reverse();
  return content + closers.join('');
}
