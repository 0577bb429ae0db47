/** From `start` to `end` of a text. */
type TextRange = { start: number; end: number };

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)?(`{3,}|~{3,})/;

/**
 * The parts of a Markdown text that are code: fenced blocks, and code within a paragraph. In order; an unclosed
 * block extends to the end. Reads the text once. Indented code counts as text.
 */
export function findCode(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  let fence: { marker: string; start: number } | null = null;
  let paragraph = 0;
  for (const { start, end } of linesOf(text)) {
    const line = readLine(text.slice(start, end));
    if (fence && !isClosed(fence, line)) continue;
    if (fence) ranges.push({ start: fence.start, end });
    else if (line.opens || line.isBlank) {
      addInlineCode(ranges, text, { start: paragraph, end: start });
    } else continue;
    fence = fence || line.isBlank ? null : { marker: line.marker, start };
    paragraph = end;
  }
  if (fence) ranges.push({ start: fence.start, end: text.length });
  else addInlineCode(ranges, text, { start: paragraph, end: text.length });
  return ranges;
}

function* linesOf(text: string): Generator<TextRange> {
  for (let start = 0; start < text.length; ) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    yield { start, end };
    start = end;
  }
}

type Line = { marker: string; info: string; opens: boolean; isBlank: boolean };

function readLine(line: string): Line {
  const [start = '', marker = ''] = FENCE.exec(line) ?? [];
  const info = line.slice(start.length).trim();
  const opens = marker !== '' && !(marker.startsWith('`') && info.includes('`'));
  return { marker, info, opens, isBlank: line.trim() === '' };
}

function isClosed(fence: { marker: string }, { marker, info }: Line): boolean {
  return info === '' && marker.startsWith(fence.marker);
}

/** Code begins with a run of backticks and ends with the next one of the same length. */
function addInlineCode(ranges: TextRange[], text: string, { start, end }: TextRange): void {
  const runs = [...text.slice(start, end).matchAll(/`+/g)].map(({ index, 0: run }) => ({
    at: start + index,
    length: run.length,
  }));
  const nextOfLength = new Map<number, number>();
  const closings = runs.map(() => -1);
  for (const [index, { length }] of [...runs.entries()].reverse()) {
    closings[index] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, index);
  }
  for (let index = 0; index < runs.length; index += 1) {
    const closing = closings[index] ?? -1;
    const [opened, closed] = [runs[index], runs[closing]];
    if (!opened || !closed) continue;
    ranges.push({ start: opened.at, end: closed.at + closed.length });
    index = closing;
  }
}
