import type { Token, Tokens } from 'marked';

/** A tag of a disclosure; with the inline tokens of its title if it is a summary. */
export type DisclosureToken = Tokens.HTML & { tokens?: Token[] };

const DETAILS = /^ {0,3}<(?:\/details|details(?: open)?)>[ \t]{0,100}\n?/i;
const SUMMARY = /^ {0,3}<summary>/i;
const SUMMARY_END = '</summary>';
const LINE_END = /^[ \t]{0,100}\n?/;
const BLANK_LINE = /\n[ \t]{0,100}\n/;
const ANY_TAG = /<\/?details|\[\^/i;
const ENDS_LINE = /<\/details>(?=[ \t]{0,100}(?:\n|$))|(?<=\n) {0,3}\[\^[^\][\s]{1,100}\]:/gi;
const AT_LINE_START = /\n ?(?:<\/?details(?: open)?>|\[\^[^\][\s]{1,100}\]:)/gi;
const MAX_SUMMARY_LENGTH = 1_000;
const TAGS = ['<details>', '<details open>', '</details>', '<summary>', SUMMARY_END];
const LONGEST_TAG = 14;

/**
 * The tag of a disclosure at the start of `source`: `<details>`, `<details open>`, `</details>`, or a
 * summary with its title. Other attributes are not read: such a tag stays text, as all HTML does. In
 * CommonMark a tag's block extends to the next blank line; this one ends with the tag, so that what is
 * inside is Markdown with and without blank lines around it.
 */
export function readDisclosureTag(
  source: string,
  readInlines: (text: string) => Token[],
): DisclosureToken | undefined {
  const raw = DETAILS.exec(source)?.[0];
  if (raw !== undefined) return htmlToken(raw);
  const start = SUMMARY.exec(source)?.[0];
  const title = start === undefined ? null : readTitle(source.slice(start.length));
  if (start === undefined || title === null) return undefined;
  return {
    ...htmlToken(source.slice(0, start.length + title.length)),
    tokens: readInlines(title.text.trim()),
  };
}

/** A title without its end extends to the blank line after it, or to the end of the text. */
function readTitle(source: string): { text: string; length: number } | null {
  const near = source.slice(0, MAX_SUMMARY_LENGTH);
  const blank = near.search(BLANK_LINE);
  const end = near.toLowerCase().indexOf(SUMMARY_END);
  if (end >= 0 && (blank < 0 || end < blank)) {
    const length = end + SUMMARY_END.length;
    const after = LINE_END.exec(source.slice(length, length + MAX_SUMMARY_LENGTH))?.[0] ?? '';
    return { text: near.slice(0, end), length: length + after.length };
  }
  if (blank >= 0) return { text: near.slice(0, blank), length: blank };
  return source.length <= MAX_SUMMARY_LENGTH ? { text: near, length: near.length } : null;
}

/**
 * Where disclosures begin or end in a text that is being split into blocks: each as the length of the text
 * after that place, in order. Found once, because every paragraph and list asks for the next one.
 */
type DisclosurePlaces = {
  /** The tag that ends a disclosure, at the end of a line. */
  ends: readonly number[];
  /** A line that starts with a tag and is not indented: as lazy text, it would become part of an item. */
  lines: readonly number[];
};

export const NO_DISCLOSURES: DisclosurePlaces = { ends: [], lines: [] };

export function findDisclosurePlaces(source: string): DisclosurePlaces {
  if (!ANY_TAG.test(source)) return NO_DISCLOSURES;
  const placesOf = (pattern: RegExp, before: number) =>
    [...source.matchAll(pattern)].map(({ index }) => source.length - index - before);
  return { ends: placesOf(ENDS_LINE, 0), lines: placesOf(AT_LINE_START, 1) };
}

/**
 * Where the text that `restLength` characters remain of reaches the next places: their positions in it,
 * nearest first.
 */
export function nextPlaces(
  places: readonly number[],
  restLength: number,
  count: number,
): readonly number[] {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? 0) >= restLength) low = middle + 1;
    else high = middle;
  }
  return places.slice(low, low + count).map((place) => restLength - place);
}

/** How much of an unfinished text is not the beginning of a tag of a disclosure. */
export function lengthWithoutOpenTag(text: string): number {
  const end = text.slice(-LONGEST_TAG).toLowerCase();
  const at = end.lastIndexOf('<');
  if (at < 0) return text.length;
  const tag = end.slice(at);
  const isOpen = TAGS.some((known) => known.startsWith(tag) && known.length > tag.length);
  return isOpen ? text.length - tag.length : text.length;
}

/** Whether a text ends within code, by its backticks. */
export function isWithinCode(before: string): boolean {
  return before.split('`').length % 2 === 0;
}

function htmlToken(raw: string): Tokens.HTML {
  return { type: 'html', raw, text: raw, pre: false, block: true };
}
