import { isSubscript } from './is-subscript.ts';

/** The number of a source in a text, as it is written. */
export type Mark = {
  number: number;
  start: number;
  end: number;
  /** `[1]`, which texts write for other things, too. */
  isBare: boolean;
};

/** A part of a text: words, or the number of a source. */
type CitedPart = string | { number: number; mark: string };

type Numbers = { has: (number: number) => boolean };

// What upstreams write: `[1]`, `[doc1]` (Azure), `[citation:1]` (DeepSeek), `[ref_1]` (Zhipu),
// `【1†source】` (OpenAI).
const MARK = /\[(doc|citation:|ref_)?(\d{1,3})\]|【(\d{1,3})(?:†[^【】\n]{0,100})?】/g;
const MAYBE_MARK = /\d\]|】/;

/** The mark of a source in a text that the reader formats: punctuation, so that marks next to it stay marks. */
export function citationMark(number: number): string {
  return `【${number}】`;
}

/** Whether a text may contain marks of sources; quick, and true once too often rather than too rarely. */
export function mayHaveMarks(text: string): boolean {
  return MAYBE_MARK.test(text);
}

/** The marks of a text, in order. Numbers in brackets that are an index (see `isSubscript`) are none. */
export function findMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  let chain: Mark[] = [];
  const endChain = () => {
    const [first] = chain;
    const end = chain.at(-1)?.end ?? 0;
    const isCited = first && !chain.some(({ number }) => number === 0);
    if (isCited && !isSubscript(text, first.start, end)) {
      for (const mark of chain) marks.push(mark);
    }
    chain = [];
  };
  for (const found of text.matchAll(MARK)) {
    const [mark, prefix, number, other] = found;
    const start = found.index;
    const isBare = other === undefined && prefix === undefined;
    if (!isBare || start !== chain.at(-1)?.end) endChain();
    const each = { number: Number(number ?? other), start, end: start + mark.length, isBare };
    (isBare ? chain : marks).push(each);
  }
  endChain();
  return marks;
}

/**
 * A text in order, divided at its marks. A mark whose number has no source stays text.
 *
 * @param written the numbers that may stand in brackets alone; by default all
 */
export function splitAtMarks(
  text: string,
  sources: Numbers,
  written: Numbers = sources,
): CitedPart[] {
  const parts: CitedPart[] = [];
  let at = 0;
  for (const { number, start, end, isBare } of findMarks(text)) {
    if (!sources.has(number) || (isBare && !written.has(number))) continue;
    if (start > at) parts.push(text.slice(at, start));
    parts.push({ number, mark: text.slice(start, end) });
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** A text without marks. */
export function withoutMarks(text: string): string {
  return mayHaveMarks(text) ? text.replace(MARK, '') : text;
}
