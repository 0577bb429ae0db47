// marked reads each line of an item or quote together with all lines before it, so lines without a
// blank one or a bullet between them have quadratic cost: 200 kB of short ones take a minute.
const MAX_RUN_LINES = 1_000;

const BULLET = /^[ \t]*(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)/;

/** Where a quote at the start of the text has to end, unless it ends earlier. */
export function endOfRun(source: string): number {
  let end = 0;
  for (let lines = 0; lines < MAX_RUN_LINES; lines += 1) {
    const next = source.indexOf('\n', end) + 1;
    if (next === 0) return source.length;
    if (source.slice(end, next).trim() === '') return source.length;
    end = next;
  }
  return end;
}

/**
 * Where lists have to end: after this many lines without a bullet or a blank line. Each position is
 * given as the number of characters after it.
 */
export function endsOfRuns(source: string): readonly number[] {
  const ends: number[] = [];
  if (source.length < MAX_RUN_LINES) return ends;
  let lines = 0;
  let start = 0;
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', start)) {
    const line = source.slice(start, end);
    start = end + 1;
    lines = BULLET.test(line) || line.trim() === '' ? 0 : lines + 1;
    if (lines < MAX_RUN_LINES) continue;
    ends.push(source.length - start);
    lines = 0;
  }
  return ends;
}
