import type { Token, Tokens } from 'marked';

/** The note of a footnote, as marked's token for HTML. */
export type FootnoteToken = Tokens.HTML & { footnote: { label: string; tokens: Token[] } };

const START = /^ {0,3}\[\^([^\][\s]{1,100})\]:[ \t]{0,100}/;
const MARK = /^\[\^([^\][\s]{1,100})\](?!\()/;
const BLANK = /^[ \t]*$/;
const INDENTED = /^(?: {4}|\t)/;
/** A line that begins something else, so that it doesn't continue the note's first paragraph. */
const BEGINS_BLOCK =
  /^ {0,3}(?:#{1,6}(?:[ \t]|$)|>|`{3}|~{3}|[-*+][ \t]|\d{1,9}[.)][ \t]|<\/?details|<summary|\[\^[^\][\s]{1,100}\]:|\||[-*_]{3})/i;

/**
 * The definition of a footnote at the start of `source`, as GitHub reads them: its first paragraph, and
 * whatever follows that is indented by four spaces.
 */
export function readFootnote(
  source: string,
  readBlocks: (text: string) => Token[],
): FootnoteToken | undefined {
  const [start, label] = START.exec(source) ?? [];
  if (start === undefined || label === undefined) return undefined;
  const length = noteLength(source, start.length);
  const raw = source.slice(0, length);
  const text = raw.slice(start.length).replaceAll(/\n(?: {1,4}|\t)/g, '\n');
  const token = { type: 'html', raw, text: raw, pre: false, block: true } as const;
  return { ...token, footnote: { label: labelOf(label), tokens: readBlocks(text) } };
}

/** Without the blank lines after it. */
function noteLength(source: string, start: number): number {
  let end = lineEnd(source, start);
  let position = end;
  let inParagraph = true;
  while (position < source.length) {
    const next = lineEnd(source, position);
    const line = source.slice(position, next).replace(/\n$/, '');
    position = next;
    if (BLANK.test(line)) {
      inParagraph = false;
      continue;
    }
    const isLazy = inParagraph && !BEGINS_BLOCK.test(line);
    if (!isLazy && !INDENTED.test(line)) break;
    if (!isLazy) inParagraph = true;
    end = next;
  }
  return end;
}

function lineEnd(source: string, start: number): number {
  const end = source.indexOf('\n', start);
  return end < 0 ? source.length : end + 1;
}

/** The mark of a footnote at the start of `source`. */
export function readFootnoteMark(source: string): string | undefined {
  return MARK.exec(source)?.[0];
}

/** `[^1]:` of a note, as it was written. */
export function footnoteMarkOf(raw: string): string {
  return START.exec(raw)?.[0].trim() ?? '';
}

/** The label of a mark of a footnote; `null` for anything else. Labels differ in more than their case. */
export function footnoteLabel(mark: string): string | null {
  const label = MARK.exec(mark)?.[1];
  return label === undefined ? null : labelOf(label);
}

function labelOf(written: string): string {
  return written.toLowerCase();
}
