import { MAX_LABEL_LENGTH } from '../links/reference-labels.ts';
import { endOfCode } from './code-span.ts';

/** An unmatched bracket or single mark farther back than this, in UTF-16 units, is taken literally. */
export const OPEN_REACH = 400;
/** The same for the bracket of what may be a link: text in brackets is shown once it is known what it is. */
const HELD_REACH = 120;

const OPEN_LABEL = /^\[[^\]\n]*$/;
const LABEL = /^\[[^\][\n]{0,999}\]/;

/**
 * What a bracket begins: text that `end` is just after what was read of, a link whose text is complete
 * (`end` is just after the text), or something that the next characters decide.
 */
type OpenLink = { is: 'read' | 'link' | 'undecided'; end: number };

/** Reads the bracket at `at`. The description of an image is nothing else even when it is long. */
export function readOpenLink(text: string, at: number, isImage: boolean): OpenLink {
  const isNear =
    text.length - at <= (isImage ? OPEN_REACH : HELD_REACH) && !text.includes('\n', at);
  const literal = { is: 'read', end: at + 1 } as const;
  const undecided = isNear ? ({ is: 'undecided', end: at } as const) : literal;
  const close = closingBracket(text, at);
  if (close === null) return undecided;
  const rest = text.slice(close + 1);
  if (rest === '') return undecided;
  if (rest.startsWith('(')) {
    const destination = closingParenthesis(rest);
    if (destination !== null) return { is: 'read', end: close + 1 + destination };
    return isOpenDestination(rest.slice(1)) ? { is: 'link', end: close } : literal;
  }
  if (OPEN_LABEL.test(rest)) return undecided;
  const label = LABEL.exec(rest);
  return label ? { is: 'read', end: close + 1 + label[0].length } : literal;
}

/** A destination without its end, or without the end of the title after it. */
function isOpenDestination(text: string): boolean {
  const inside = text.trimStart();
  if (!inside.startsWith('<')) {
    const space = inside.search(/\s/);
    return space < 0 || isOpenTitle(inside.slice(space));
  }
  const end = inside.indexOf('>');
  return end < 0 ? !inside.includes('\n') : isOpenTitle(inside.slice(end + 1));
}

function isOpenTitle(text: string): boolean {
  const title = text.trimStart();
  return title === '' || (title !== text && /^["'(][^\n]*$/.test(title));
}

function closingBracket(text: string, at: number): number | null {
  const end = Math.min(text.length, at + MAX_LABEL_LENGTH);
  let depth = 0;
  for (let index = at; index < end; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '`') index = (endOfCode(text, index) ?? text.length) - 1;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return null;
}

function closingParenthesis(rest: string): number | null {
  let depth = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest[index];
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return null;
}
