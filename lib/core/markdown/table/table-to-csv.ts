import type { Inline } from '../markdown-tree.ts';
import { type Table, tableRows } from './table-rows.ts';

const NEEDS_QUOTES = /["\r\n,;\t]|^\s|\s$/;
// What a spreadsheet would take for a formula, in ASCII and in full width.
const BEGINS_FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^[+-]?\d[\d.,\u202f\u00a0']{0,40}\s?%?$/;

/**
 * A table as comma-separated values (RFC 4180), with what is written in its cells. A cell that a
 * spreadsheet would run as a formula begins with an apostrophe, which makes it text; a number does not.
 */
export function tableToCsv(table: Table): string {
  return tableRows(table)
    .map((row) => `${row.map((cell) => csvCell(plainText(cell).trim())).join(',')}\r\n`)
    .join('');
}

function csvCell(text: string): string {
  const isFormula = BEGINS_FORMULA.test(text) && !NUMBER.test(text);
  const safe = isFormula ? `'${text}` : text;
  return isFormula || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function plainText(inlines: readonly Inline[]): string {
  return inlines.map(plainTextOf).join('');
}

function plainTextOf(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.type) {
    case 'code':
      return inline.text;
    case 'math':
      return inline.source;
    case 'break':
      return '\n';
    case 'footnote':
      return inline.mark;
    default:
      return plainText(inline.children);
  }
}
