import { describe, expect, it } from 'vitest';
import { every, lastOf, readAtOnce, streamOf } from '#tests/support/arriving-markdown.ts';
import { advanceMarkdown, MAX_TEXT_LENGTH } from './advance-markdown.ts';
import { countCells } from './blocks/count-cells.ts';
import { MAX_BLOCK_LENGTH } from './lexer/reply-lexer.ts';
import { EMPTY_STREAM } from './markdown-stream.ts';
import type { Block, Inline } from './markdown-tree.ts';

/** A table with empty headings and the given rows. */
function tableOf(columns: number, row: string, rows: number): string {
  return `${'|'.repeat(columns + 1)}\n${'|-'.repeat(columns)}|\n${row.repeat(rows)}`;
}

/** The parts a paragraph is parsed into: one, or several while it is long and streaming. */
function partsOf(block: Block | undefined): readonly (readonly Inline[])[] {
  return block?.type === 'paragraph' ? [block.children, ...(block.more ?? [])] : [];
}

describe('advanceMarkdown', () => {
  const LENGTH = 100_000;
  const fill = (line: (index: number) => string, length = LENGTH) => {
    let text = '';
    for (let index = 0; text.length < length; index += 1) text += line(index);
    return text;
  };
  const sentence = 'A sentence with **bold**, `code` and a [link](https://example.com). ';

  // 1 means every character once; parsing the whole reply at each of its 5,000 pieces would be
  // 2,500.
  it.each([
    ['prose', fill(() => `${sentence.repeat(6)}\n\n`), 16],
    ['code', `\`\`\`js\n${fill((index) => `  const value${index} = compute(${index});\n`)}`, 5],
    ['a table', `| a | b |\n|---|---|\n${fill((index) => `| ${index} | ${sentence} |\n`)}`, 6],
    ['a list', fill((index) => `- item ${index}: ${sentence}\n`), 9],
    ['a loose list', fill((index) => `${index + 1}. item: ${sentence}\n\n`), 9],
    [
      'lines without blank lines in between',
      fill((index) => `## Part ${index}\n${sentence}\n- one\n`),
      9,
    ],
    [
      'definitions',
      fill((index) => `See [a${index}].\n\n[a${index}]: https://example.com/${index}\n\n`, 40_000),
      9,
    ],
  ])('parses %s with work that grows with its length, not with its square', (_, text, limit) => {
    const { lexedLength, settled } = lastOf(text, every(20));
    expect((lexedLength + settled.rereadLength) / text.length).toBeLessThan(limit);
  });

  // One block that cannot be set aside in parts. Parsing all of it at each piece of 200 would be
  // 125 times.
  it.each([
    ['paragraph', fill(() => sentence, 50_000)],
    ['quote', fill(() => `> ${sentence}\n`, 50_000)],
    ['item', `- item\n${fill(() => `  - ${sentence}\n`, 50_000)}`],
    ['line after another', `One.\n${fill(() => sentence, 50_000)}`],
    ['word after a line', `One.\n${'a'.repeat(50_000)}`],
    ['line of a quote', `> One.\n> ${fill(() => sentence, 50_000)}`],
    ['line of an item', `- One.\n  ${fill(() => sentence, 50_000)}`],
  ])('parses one endless %s with bounded work', (_, text) => {
    const stream = lastOf(text, every(200));
    expect(stream.lexedLength / text.length).toBeLessThan(60);
    expect(stream.document.flat()).toEqual(readAtOnce(text));
  });

  // Pieces that end with a word or a line must not cause a full parse each time: that is 500 times.
  it.each(['*a* ', `${'a'.repeat(4_000)} `, 'a b\n', '[x] ', '> a\n', '- a\n  b\n'])(
    'parses one endless block in pieces of whole words with bounded work: %j',
    (piece) => {
      const text =
        (piece.startsWith('- ') ? '- a\n' : '') + fill(() => piece.replace('- a\n', ''), 60_000);
      const size = 240;
      const stream = lastOf(text, every(size));
      // The window, which is parsed at each piece, and seventeen times the rest.
      const pieces = text.length / size;
      expect(stream.lexedLength).toBeLessThan(20 * text.length + pieces * 24_576);
      expect(stream.document.flat()).toEqual(readAtOnce(text));
    },
  );

  // A part that is a new object is built and rendered again; all of it each time is 300 times.
  it.each(['*a* ', '**a** b\n', '[a](https://b.c) ', 'a  \n', '`a` '])(
    'keeps the new parts of a paragraph with very many marks proportional to its length: %j',
    (piece) => {
      const text = fill(() => piece, 60_000);
      const seen = new WeakSet<readonly unknown[]>();
      let drawn = 0;
      for (const { document } of streamOf(text, every(100))) {
        for (const part of partsOf(document.flat()[0])) {
          if (!seen.has(part)) drawn += part.length;
          seen.add(part);
        }
      }
      const total = partsOf(readAtOnce(text)[0]).flat().length;
      expect(drawn / total).toBeLessThan(60);
    },
  );

  it.each([
    ['a paragraph', '', '*a* '],
    ['a quote', '', '> a\n'],
    ['an item', '- a\n', '  b\n'],
    ['a line of code', '```js\n', 'a+'],
    ['a line of code that is mostly backticks', '```js\na', '`'],
    ['a line of code that is mostly spaces', '```js\n', ' '],
  ])(
    'continues at the end of %s with work that does not depend on its length',
    (_, start, piece) => {
      const text = start + fill(() => piece, 90_000);
      const lexed = [...streamOf(text, every(100))].map(({ lexedLength }) => lexedLength);
      const spent = (from: number, to: number) => (lexed[to] ?? 0) - (lexed[from] ?? 0);
      // Between 30 and 45 kB, and between 75 and 90 kB. Parsing everything each time would be 2.2
      // times as much.
      expect(spent(750, 899) / spent(300, 449)).toBeLessThan(1.4);
    },
  );

  it('leaves nothing out of one endless block while it streams', () => {
    const words = Array.from({ length: 4000 }, (_, index) => `word${index}`).join(' ');
    for (const { document, text } of streamOf(words, every(999))) {
      const shown = partsOf(document.flat()[0]).flat().join('');
      expect(shown.trimEnd()).toBe(text.trimEnd());
    }
  });

  it('resolves late definitions with bounded work while the reply streams', () => {
    const mentions = fill((index) => `[a${index % 2000}] `).slice(0, 60_000);
    const definitions = Array.from(
      { length: 300 },
      (_, index) => `[a${index}]: https://example.com/${index}\n\ntext\n\n`,
    );
    const text = `${mentions}\n\n${definitions.join('')}`;
    const { settled, document } = lastOf(text, every(500));
    expect(settled.rereadLength).toBeLessThan(8 * text.length);
    expect(document.flat()).toEqual(readAtOnce(text));
  });
});

describe('content too long to format', () => {
  it('is shown as written: a reply of more than a megabyte', () => {
    const text = '**bold**\n'.repeat(120_000);
    expect(text.length).toBeGreaterThan(MAX_TEXT_LENGTH);
    const [literal] = advanceMarkdown(EMPTY_STREAM, text, false).document.flat();
    expect(literal?.type === 'literal' && `${literal.chunks.join('')}\n`).toBe(text);
  });

  it.each([
    ['code', `\`\`\`\n${'code\n'.repeat(50_000)}\`\`\`\n`],
    ['a list', '- item\n'.repeat(40_000)],
    ['a paragraph', 'word '.repeat(50_000)],
  ])(
    'is shown as written: %s of more than 200 kB, while everything around it is formatted',
    (_, long) => {
      expect(long.length).toBeGreaterThan(MAX_BLOCK_LENGTH);
      const text = `# Before\n\n${long}\n\n**After**\n`;
      for (const stream of [
        lastOf(text, every(9973)),
        advanceMarkdown(EMPTY_STREAM, text, false),
      ]) {
        expect(stream.document.flat().map(({ type }) => type)).toEqual([
          'heading',
          'literal',
          'paragraph',
        ]);
        expect(stream.document.flat()).toEqual(readAtOnce(text));
      }
    },
  );

  it.each([
    ['columns', 65, `${'|'.repeat(66)}\n`, 3],
    ['columns', 1_000, '|\n', 3_000],
    ['cells', 64, `${'|'.repeat(65)}\n`, 400],
  ] as const)('is shown as written: a table of too many %s (%i)', (tooMuch, columns, row, rows) => {
    const table = tableOf(columns, row, rows);
    const text = `# Before\n\n${table}\n**After**\n`;
    const expected = [
      expect.objectContaining({ type: 'heading' }),
      { type: 'literal', tooMuch, chunks: expect.anything() },
      expect.objectContaining({ type: 'paragraph' }),
    ];
    const [, literal] = readAtOnce(text);
    expect(literal?.type === 'literal' && `${literal.chunks.join('')}\n`).toBe(table);
    for (const stream of [lastOf(text, every(997)), advanceMarkdown(EMPTY_STREAM, text, false)]) {
      expect(stream.document.flat()).toEqual(expected);
      expect(stream.document.flat()).toEqual(readAtOnce(text));
    }
  });

  it.each([
    ['of many columns', tableOf(100, '| a | b |\n', 400)],
    ['of many cells', tableOf(60, `|${' a |'.repeat(60)}\n`, 400)],
    ['within an item', tableOf(100, '| a |\n', 100).replace(/^/gm, '  ').replace(' ', '-')],
  ])('changes from a table to text at most once while it streams: one %s', (_, text) => {
    const seen: string[] = [];
    for (const { document } of streamOf(text, every(61))) {
      const html = JSON.stringify(document).includes('"literal"') ? 'text' : 'table';
      if (seen.at(-1) !== html) seen.push(html);
    }
    expect(seen.at(-1)).toBe('text');
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  it('is rendered as usual: a table at the limits', () => {
    const wide = tableOf(64, `${'|'.repeat(65)}\n`, 200);
    const long = tableOf(4, '| a | b | c | d |\n', 4_990);
    for (const text of [wide, long]) {
      const [table] = lastOf(text, every(997)).document.flat();
      expect(table?.type).toBe('table');
    }
  });

  // 3,000,000 cells from 9,000 characters: a short row is not padded to the width of its table.
  it('is not a table: cells that nobody wrote', () => {
    const [table] = readAtOnce(tableOf(60, '|\n', 3_000));
    expect(table?.type === 'table' && countCells(table)).toBe(60 + 3_000);
  });

  // Without bounds some of these take minutes or overflow the stack.
  it.each(
    ['>', '- ', '*', '[', '![', '`', '~~', '_*', '<', '|', '\\', '1. ', '> - ', '*a_', 'x_'].concat(
      ['a\n-\n', '=\n', '[a]: https://b.c\n', '|a|\n|-|\n', '> ', '<!--', '**a *b '],
    ),
  )('is still parsed in time: 100 kB of %j', (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    const { document } = advanceMarkdown(EMPTY_STREAM, text, false);
    expect(document.flat()).toEqual(readAtOnce(text));
  });
});
