import type { SourcesByMark } from './number-sources.ts';

/** A part of a text: words, or the number of a source. */
type CitedPart = string | { number: number; mark: string };

// What upstreams write: `[1]`, `[doc1]` (Azure), `[citation:1]` (DeepSeek), `[ref_1]` (Zhipu),
// `【1†source】` (OpenAI).
const MARK = /\[(?:doc|citation:|ref_)?(\d{1,3})\]|【(\d{1,3})(?:†[^【】\n]{0,100})?】/g;
const MAYBE_MARK = /\d\]|】/;

/** The mark of a source in a text that the reader formats: punctuation, so that marks next to it stay marks. */
export function citationMark(number: number): string {
  return `【${number}】`;
}

/** Whether a text may contain marks of sources; quick, and true once too often rather than too rarely. */
export function mayHaveMarks(text: string): boolean {
  return MAYBE_MARK.test(text);
}

/** A text in order, divided at its marks. A mark whose number has no source stays text. */
export function splitAtMarks(text: string, sources: Pick<SourcesByMark, 'has'>): CitedPart[] {
  const parts: CitedPart[] = [];
  let end = 0;
  for (const found of text.matchAll(MARK)) {
    const number = Number(found[1] ?? found[2]);
    if (!sources.has(number)) continue;
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push({ number, mark: found[0] });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** A text without marks. */
export function withoutMarks(text: string): string {
  return mayHaveMarks(text) ? text.replace(MARK, '') : text;
}
