import { characterStart, foldCase, offsetInText } from './fold-case.ts';

/** Folded at once; the rest after a pause. */
const STEP = 32_768;

/** A text with its folded form, for one that can have megabytes. */
export type FoldedText = {
  text: string;
  folded: string;
  /** How long the folded form is up to the end of each step of the text. */
  reached: readonly number[];
};

/** Folds a text of any length. `pause` is called after each step. */
export async function foldLongText(
  text: string,
  pause: () => Promise<void> | undefined,
): Promise<FoldedText> {
  let folded = '';
  const reached: number[] = [];
  for (let step = 0; step * STEP < text.length; step += 1) {
    folded += foldCase(text.slice(stepStart(text, step), stepStart(text, step + 1)));
    reached.push(folded.length);
    await pause();
  }
  // A folded form that is the same needs no memory of its own.
  return { text, folded: folded === text ? text : folded, reached };
}

/** Where the character is in the text whose folded form contains the given offset. */
export function offsetInLongText({ text, reached }: FoldedText, foldedOffset: number): number {
  const found = reached.findIndex((end) => foldedOffset < end);
  if (found < 0) return text.length;
  const start = stepStart(text, found);
  const before = reached[found - 1] ?? 0;
  return start + offsetInText(text.slice(start, stepStart(text, found + 1)), foldedOffset - before);
}

function stepStart(text: string, step: number): number {
  return characterStart(text, Math.min(step * STEP, text.length));
}
