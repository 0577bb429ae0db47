import { splitRow } from './split-row.ts';

/**
 * A table with more columns than this is shown as text: nobody can read it, and browsers lay it out
 * slowly.
 */
export const MAX_TABLE_COLUMNS = 64;

const DELIMITER_ROW = /^ {0,3}\|?[ :|-]*$/;

/** Whether a text begins with the head of a table that has too many columns to render. */
export function beginsWideTable(source: string): boolean {
  const headEnd = source.indexOf('\n');
  if (headEnd < 0) return false;
  const delimiterEnd = source.indexOf('\n', headEnd + 1);
  const delimiters = source.slice(headEnd + 1, delimiterEnd < 0 ? source.length : delimiterEnd);
  if (delimiters.length <= MAX_TABLE_COLUMNS || !DELIMITER_ROW.test(delimiters)) return false;
  const columns = splitRow(delimiters, delimiters.length).length;
  if (columns <= MAX_TABLE_COLUMNS) return false;
  return splitRow(source.slice(0, headEnd), headEnd + 1).length === columns;
}
