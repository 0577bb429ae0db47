// What a piece of a reply costs to parse when it arrives, without rendering it: someone waits for
// it, thirty times a second, while the page does everything else. Each shape of reply is streamed
// in pieces of 24 characters (about six tokens, one frame's worth). Two ratios, medians of
// alternating rounds, so that a busy machine affects both sides alike:
//   32k / 4k    a piece after 32,000 tokens over one after 4,000: 1 if length costs nothing
//   whole / 32k parsing all of the 32,000 tokens again, as stateless renderers do, over one piece
import { lexer } from 'marked';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import { EMPTY_STREAM, type MarkdownStream } from '#lib/core/markdown/markdown-stream.ts';

const CHARACTERS_PER_TOKEN = 4;
const SHORT_LENGTH = 4_000 * CHARACTERS_PER_TOKEN;
const LONG_LENGTH = 32_000 * CHARACTERS_PER_TOKEN;
const PIECE_LENGTH = 24;
const PIECES = 200;
const ROUNDS = 15;

const SENTENCE =
  'A sentence of a reply, with **bold**, `code` and [a link](https://example.com/page). ';

const SHAPES: Readonly<Record<string, { head: string; line: (index: number) => string }>> = {
  prose: {
    head: '',
    line: (index) => `${index % 9 === 0 ? '## Part\n\n' : ''}${SENTENCE.repeat(4)}\n\n`,
  },
  'one fence': {
    head: '```ts\n',
    line: (index) => `  const value${index} = await compute(${index});\n`,
  },
  'one table': {
    head: '| n | text |\n|---|---|\n',
    line: (index) => `| ${index} | ${SENTENCE} |\n`,
  },
  'one list': { head: '', line: (index) => `- ${index}: ${SENTENCE}\n` },
};

console.log(row('', '32k / 4k', 'whole / 32k', 'a piece'));
for (const [name, { head, line }] of Object.entries(SHAPES)) {
  const text = fill(head, line, LONG_LENGTH + PIECES * PIECE_LENGTH);
  const short = streamedTo(text, SHORT_LENGTH);
  const long = streamedTo(text, LONG_LENGTH);
  const times = { short: [] as number[], long: [] as number[], whole: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.short.push(msPerPiece(text, short));
    times.long.push(msPerPiece(text, long));
    times.whole.push(msOf(() => lexer(text.slice(0, LONG_LENGTH))));
  }
  const piece = median(times.long);
  console.log(
    row(
      name,
      (piece / median(times.short)).toFixed(2),
      (median(times.whole) / piece).toFixed(0),
      `${(piece * 1000).toFixed(0)} µs`,
    ),
  );
}

function fill(head: string, line: (index: number) => string, length: number): string {
  const lines = [head];
  for (let filled = head.length, index = 0; filled < length; index += 1) {
    const next = line(index);
    lines.push(next);
    filled += next.length;
  }
  return lines.join('');
}

function streamedTo(text: string, length: number): MarkdownStream {
  let stream = EMPTY_STREAM;
  for (let end = PIECE_LENGTH; end < length; end += PIECE_LENGTH) {
    stream = advanceMarkdown(stream, text.slice(0, end), true);
  }
  return stream;
}

function msPerPiece(text: string, from: MarkdownStream): number {
  let stream = from;
  const whole = msOf(() => {
    for (let piece = 1; piece <= PIECES; piece += 1) {
      stream = advanceMarkdown(
        stream,
        text.slice(0, from.text.length + piece * PIECE_LENGTH),
        true,
      );
    }
  });
  return whole / PIECES;
}

function msOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function row(...cells: readonly string[]): string {
  return cells.map((cell) => cell.padEnd(14)).join('');
}
