import { trimEndWhile } from '../../text/trim-end-while.ts';
import { isLikelyFormula } from './is-formula.ts';

// But brackets, which with a backslash would be the marks of a formula.
const PUNCTUATION = /[!-'*-/:-@\\^-`{-~]/g;

/**
 * A text without dollar signs or a backslash at its end, or a backslash at the end of its last line: what they
 * mark depends on what follows.
 */
export function withoutUndecidedEnd(text: string): string {
  if (text.endsWith('\n')) return `${withoutBackslash(text.slice(0, -1))}\n`;
  return withoutBackslash(trimEndWhile(text, /\$/));
}

function withoutBackslash(end: string): string {
  const rest = trimEndWhile(end, /\\/);
  return (end.length - rest.length) % 2 === 0 ? end : end.slice(0, -1);
}

/**
 * Markdown for the text of a formula that has not ended, from its opening mark on; `null` if it may as
 * well be money.
 */
export function openMathAsText(text: string, markLength: number): string | null {
  if (text.startsWith('$') && !isLikelyFormula(text.slice(markLength))) return null;
  return asPlainText(text);
}

/** Markdown for a text in which no mark means anything. */
export function asPlainText(text: string): string {
  return text.replace(PUNCTUATION, '\\$&').replaceAll('[', '&#91;');
}
