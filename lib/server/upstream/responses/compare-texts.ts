import 'server-only';

type Text = { text: string };

// Servers trim a text that is complete. A text that begins with so much of another one continues it.
const MAX_TRIMMED = 100;
const MIN_BEGINNING = 20;

/** What a text adds to its beginning; null if that is not its beginning. Its time depends on `text` alone. */
export function restOf(text: string, beginning: string): string | null {
  if (text.length < beginning.length || !text.startsWith(beginning)) return null;
  return text.slice(beginning.length);
}

/** Whether a text is what was said, or continues it. Its time depends on `text` alone. */
export function repeats(text: string, said: string): boolean {
  if (said.length >= MIN_BEGINNING && restOf(text, said) !== null) return true;
  return Math.abs(text.length - said.length) <= MAX_TRIMMED && text.trim() === said.trim();
}

/** Whether two lists of texts are one text in different parts. Its time depends on `texts` alone. */
export function isSameText(
  texts: readonly Text[],
  others: readonly Text[],
  lengthOfOthers = lengthOf(others),
): boolean {
  if (Math.abs(lengthOf(texts) - lengthOfOthers) > MAX_TRIMMED) return false;
  return joined(texts) === joined(others);
}

/** How often there is each text, without the space around it. */
export function countTexts(texts: readonly Text[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of texts) {
    const trimmed = text.trim();
    counts.set(trimmed, (counts.get(trimmed) ?? 0) + 1);
  }
  return counts;
}

/** Takes a text from those that were counted; false if there is none. */
export function takeText(counts: Map<string, number>, text: string): boolean {
  const trimmed = text.trim();
  const count = counts.get(trimmed) ?? 0;
  if (count > 0) counts.set(trimmed, count - 1);
  return count > 0;
}

function lengthOf(texts: readonly Text[]): number {
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}

function joined(texts: readonly Text[]): string {
  return texts
    .map(({ text }) => text)
    .join('')
    .trim();
}
