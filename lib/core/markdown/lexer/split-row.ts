const ESCAPED_BAR = /\\\|/g;

/**
 * The cells of a table row (GFM 4.10): pipes at its ends don't add cells, an escaped pipe is text,
 * and cells beyond `maxCells` are left out. A short row stays short: padded to the width of its
 * table, a row of one character could make as many cells as the table has columns.
 */
export function splitRow(row: string, maxCells: number): string[] {
  const cells: string[] = [];
  let start = 0;
  for (let bar = row.indexOf('|'); bar >= 0; bar = row.indexOf('|', bar + 1)) {
    if (isEscaped(row, bar)) continue;
    const cell = row.slice(start, bar);
    const isBeforeFirstBar = start === 0;
    start = bar + 1;
    if (!isBeforeFirstBar || cell.trim() !== '') cells.push(cell);
    if (cells.length === maxCells) break;
  }
  const rest = row.slice(start);
  if (cells.length < maxCells && rest.trim() !== '') cells.push(rest);
  return cells.map((cell) => cell.trim().replace(ESCAPED_BAR, '|'));
}

/** After an odd number of backslashes. */
function isEscaped(row: string, bar: number): boolean {
  let before = bar;
  while (before > 0 && row[before - 1] === '\\') before -= 1;
  return (bar - before) % 2 === 1;
}
