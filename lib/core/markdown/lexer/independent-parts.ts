import type { Token } from 'marked';

type ReadRun = (text: string) => Token[];

/** Shorter text is read whole each time. */
const LONG_TEXT = 16_384;
const PART_LENGTH = 8_192;
/** What has no end by then is read with everything after it. */
const MAX_PART_LENGTH = 32_768;
const MAX_KEPT = 64;

const CODE = /`[^`]*`/g;
/** Marks that open nothing: within a word, and between spaces. */
const NO_MARK = /[\p{L}\p{N}]_{1,8}(?=[\p{L}\p{N}])| \*{1,8} /gu;
/** What may begin something that ends later. */
const OPENING = /[`<[\\$!~]/;
const MARK = /[*_]/;
/** A cut here splits no line break, no address and no mark. */
const PLAIN_SPACE = /[a-z\d,.;] (?=[a-z\d])/gi;

/** The tokens of parts in which everything that begins also ends; `null` for other parts. */
const partsRead = new Map<string, readonly Token[] | null>();

/**
 * Reads the inline text of a block with `read`; a long one in parts that don't depend on each other, each of
 * which is read once. So a paragraph that grows costs what is added to it, not its length. The result
 * is that of reading the whole.
 */
export function readInParts(text: string, read: ReadRun): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (text.length - start > LONG_TEXT) {
    const part = nextPart(text, start, read);
    if (part === null) break;
    for (const token of part.tokens) tokens.push(token);
    start = part.end;
  }
  for (const token of read(text.slice(start))) tokens.push(token);
  return tokens;
}

function nextPart(
  text: string,
  start: number,
  read: ReadRun,
): { tokens: readonly Token[]; end: number } | null {
  for (let length = PART_LENGTH; length <= MAX_PART_LENGTH; length += PART_LENGTH) {
    const end = plainSpaceAfter(text, start + length);
    if (end === null) return null;
    const tokens = readPart(text.slice(start, end), read);
    if (tokens) return { tokens, end };
  }
  return null;
}

function readPart(part: string, read: ReadRun): readonly Token[] | null {
  const known = partsRead.get(part);
  if (known !== undefined) return known;
  const tokens = mayBeIndependent(part) ? read(part) : null;
  const result = tokens && !tokens.some(hasOpenMark) ? tokens : null;
  partsRead.set(part, result);
  for (const oldest of partsRead.keys()) {
    if (partsRead.size <= MAX_KEPT) break;
    partsRead.delete(oldest);
  }
  return result;
}

function mayBeIndependent(part: string): boolean {
  return !part.includes('``') && !OPENING.test(part.replaceAll(CODE, ''));
}

/** Emphasis that ends is a token of its own. */
function hasOpenMark({ type, raw }: Token): boolean {
  return type === 'text' && MARK.test(raw.replaceAll(NO_MARK, ''));
}

/** The position after a space between words, at or after `from` and near it. */
function plainSpaceAfter(text: string, from: number): number | null {
  const near = text.slice(from, from + 1_024);
  PLAIN_SPACE.lastIndex = 0;
  const found = PLAIN_SPACE.exec(near);
  return found ? from + found.index + found[0].length : null;
}
