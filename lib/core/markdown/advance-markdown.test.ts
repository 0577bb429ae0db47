import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { every, lastOf, readAtOnce, streamOf } from '#tests/support/arriving-markdown.ts';
import { advanceMarkdown } from './advance-markdown.ts';
import { EMPTY_STREAM } from './markdown-stream.ts';
import type { Block, Inline } from './markdown-tree.ts';

const NAMES = ['typical-reply', 'late-definitions', 'nested'] as const;
const SAMPLES = NAMES.map((name) => [name, readSample(name)] as const);

// Parts of a reply, whole lines and fragments, chosen to collide.
const LINES =
  '- item|- item [a]|  - nested|  - nested [b c]|    para|1. one|2. two|* star|- - -|-|- [ ] task|  ```js|  ```|```|```py|code line|    indented|> quote|> - q|>|> [a]: https://x.y/q|- [a]: https://l.i/s|[a]: https://a.a|[a]: /relative|[b c]: https://b.b "t"|[b c]: https://b.b|"title|more"|text [a] and [b c]|text|||| | |\t|   |# H [a]|Setext|===|---|<div>|</div>|<!-- c|c -->|<script>|</script>|<b>x|**bold|end**| - one|   - three|     five|10) ten|lazy|~~~|a /b'
    .split('|')
    .concat([
      '<details>',
      '</details>',
      '<summary>T **b**</summary>',
      '<details><summary>s',
      's</details>',
    ])
    .concat([
      '[^1]: note',
      '[^a]: [a] b',
      '    [^b]: c',
      'text [^1] and [^a]',
      '  [^1]: x',
      '- [^b]: d',
    ])
    .concat(['  <details open>', '- a\n</details>', '> <details>', '</summary>', 'a `</details>'])
    .concat([
      '$$',
      '$$x$$',
      '\\[',
      '\\]',
      '\\[ a = b \\]',
      '= b',
      '\\(a\\) $b$',
      '$$.',
      '  $$',
      '> $$',
    ])
    .concat(['| a | b |', '|---|---|', '| 1 | [a] |', '| 1 | 2 | 3 |', 'a | b', '--|--', ':-', ''])
    .map((line) => `${line}\n`);
const PIECES =
  '\n \n \n\n    \t - * + 1. 2) > # ## ``` ~~~~ `` ` ** * _ __ ~~ [ ] ]( ](https://a.b/c) [a] [a]: | || --- === <br> <!-- --> <a\u00a0href="x"> https://e.com/x www.e.com a@b.co <https://q.r> ![ \\ \\* &amp; &#35; foo word é 😀 <sub> </sub> <sup> </kbd> <br> 真 ， 真，**她 （ https://e.com/x，真 ~ ~~ \r\n \r [^1] [^1]: "title" ( ) $ $$ $x$ $5 \\( \\) \\[ \\] \\frac{a} $$$ \\$ = +'
    .split(/(?<=\S) /)
    .map((piece) => piece.replaceAll('\u00a0', ' '));

const reply = fc
  .array(fc.oneof(fc.constantFrom(...LINES), fc.constantFrom(...PIECES)), { maxLength: 30 })
  .map((parts) => parts.join(''));
const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 12 }));

function partsOf(block: Block | undefined): readonly (readonly Inline[])[] {
  return block?.type === 'paragraph' ? [block.children, ...(block.more ?? [])] : [];
}

function textOfInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  return 'children' in inline ? inline.children.map(textOfInline).join('') : '';
}

function readSample(name: string): string {
  return readFileSync(
    new URL(`../../../tests/fixtures/markdown/${name}.md`, import.meta.url),
    'utf8',
  );
}

describe('a paragraph that is too long to parse with each piece', () => {
  const long = 'word '.repeat(1_700);
  const blocksOf = (text: string, ...ends: number[]) => {
    const stream = [100, ...ends].reduce(
      (before, end) => advanceMarkdown(before, text.slice(0, end), true),
      EMPTY_STREAM,
    );
    return { streaming: stream.document.flat(), ended: advanceMarkdown(stream, text, false) };
  };

  it('is not interrupted by the start of a line that is only marks so far', () => {
    const text = `${long}\n| 1 | 2 | 3 |\n2. two\n  - ${'a'.repeat(1_500)}\n\nAfter.\n`;
    const start = text.indexOf('  - a');
    for (let end = start + 1_020; end < start + 1_035; end += 1) {
      expect(blocksOf(text, end).ended.document.flat()).toEqual(readAtOnce(text));
    }
  });

  it.each([
    ['in 1986. It was', 'in 1986. It was'],
    ['and\n1986. It was', 'and\n1986. It was'],
    ['and\n    not code', 'and\nnot code'],
    ['and\n[a]: https://b.example so', 'and\n[a]: https://b.example so'],
    ['and # no heading', 'and # no heading'],
    ['and > no quote', 'and > no quote'],
    ['and - no item', 'and - no item'],
  ])('goes on with what would be something else at the beginning of a text: %j', (end, shown) => {
    const text = `${long}${end} ${'word '.repeat(30)}`;
    for (let at = long.length - 40; at < text.length; at += 7) {
      const { streaming } = blocksOf(text, at, text.length);
      expect(streaming.map(({ type }) => type)).toEqual(['paragraph']);
      expect(partsOf(streaming[0]).flat().map(textOfInline).join('')).toContain(shown);
    }
  });

  it('ends at a blank line, even if a piece ends there', () => {
    const text = `${long}end.\n\nA new paragraph of some length, as they come.`;
    const { streaming } = blocksOf(text, text.indexOf('A new'), text.length);
    expect(streaming.map(({ type }) => type)).toEqual(['paragraph', 'paragraph']);
  });
});

it('shows no heading for a line after a code block and the first mark of the next', () => {
  const start = '```js\ncode()\n';
  const before = advanceMarkdown(EMPTY_STREAM, start, true);
  const { document } = advanceMarkdown(before, `${start}\`\`\`\nTotal of it\n-`, true);
  expect(document.flat().map(({ type }) => type)).toEqual(['code', 'paragraph']);
});

describe('a complete reply', () => {
  it('equals a single parse, whatever pieces it arrived in', () => {
    fc.assert(
      fc.property(reply, cuts, (text, sizes) => {
        expect(lastOf(text, sizes).document.flat()).toEqual(readAtOnce(text));
      }),
      { numRuns: 200 },
    );
  });

  it('equals a single parse when its lines of code are very long', () => {
    const part = fc.constantFrom(
      ...['```\n', '``` ', '~~~\n', '\n```\n', '\n', '\n\n', 'a', '`', ' ', '    ', '.'],
      ...['x'.repeat(1_100), '`'.repeat(1_100), ' '.repeat(1_100), '- ', '[a]: http://b.c\n'],
    );
    const sizes = fc.infiniteStream(fc.constantFrom(1, 7, 50, 600, 1_300));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), sizes, (parts, cut) => {
        const text = `\`\`\`js\n${parts.join('')}`;
        expect(lastOf(text, cut).document.flat()).toEqual(readAtOnce(text));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same when it arrived in one piece', () => {
    fc.assert(
      fc.property(reply, (text) => {
        const stream = advanceMarkdown(EMPTY_STREAM, text, false);
        expect(stream.document.flat()).toEqual(readAtOnce(text));
      }),
      { numRuns: 150 },
    );
  });

  it.each(SAMPLES)('can be stopped at every character: %s', (_, text) => {
    let stream = EMPTY_STREAM;
    for (let end = 1; end <= text.length; end += 1) {
      const part = text.slice(0, end);
      stream = advanceMarkdown(stream, part, true);
      expect(advanceMarkdown(stream, part, false).document.flat()).toEqual(readAtOnce(part));
    }
  });

  it.each([
    ['a complete row with an unfinished link', 'a | b\n--|--\n[b c]\n    code](https://a.b/c)'],
    ['a complete heading with unfinished emphasis', '# **a\nb** c\n'],
    ['blank space in an indented fence', '  ```\ntext\n    \n    para\n'],
    ['a delimiter row that grows too long', 'para\n| a | b |\n|---|---|---|\nmore\n'],
    ['a table whose head is a tag', '**bold\n</script>\n:-\n- - -\n'],
    ['an underline below a table', 'foo\nlazy\n:-\nSetext\n===\n'],
    ['an underline below a list', 'more"\n*\t###### \n---'],
    ['a title that never closes', '[b]: https://b.b\n"t\n- [x] done\n  - nested\nmore"\n\n\n'],
    ['a title on the next line', '[b]\n\n[b]: https://b.b\n"title\nof two" lines\n\nend'],
    ['a definition that becomes text', 'see [x]\n\n[x]: https://e foo bar\n\nend'],
    ['the same within a list', '- see [x]\n- two\n- three\n\n[x]: https://e foo bar\n\nend'],
    [
      'a definition within a list that continues',
      '- see [x]\n- two\n- [x]: https://a.b\n- four\n- five\n',
    ],
    [
      'a definition in a list, for an earlier block',
      'see [x]\n\n- one\n- [x]: https://a.b\n- three\n- four\n',
    ],
    ['blank space that decides how a list is parsed', '- [a]: https://l.i/s\n===\t\n'],
    ['a list that becomes loose in its last item', '- a\n- b\n- c\n\n- d\n- e\n'],
    ['a list that was loose at its beginning', '- a\n\n- b\n- c\n- d\n- e\n'],
    ['a fence that closes, then more text', '```\na\n```x\n```\nb\n~~~\n```\n'],
    ['indentation after a blank line', 'a\n\n    code\n\n\n    more\n\nb'],
    ['line breaks of two characters', 'a\r\n\r\n- b\r\n- c\r\r\n\rd'],
  ])('is correct wherever it was cut: %s', (_, text) => {
    const expected = readAtOnce(text);
    for (let first = 0; first <= text.length; first += 1) {
      for (let second = first; second <= text.length; second += 1) {
        const sizes = [first, second - first, text.length - second];
        expect(lastOf(text, sizes).document.flat()).toEqual(expected);
      }
      const ended = advanceMarkdown(EMPTY_STREAM, text.slice(0, first), false);
      expect(advanceMarkdown(ended, text, false).document.flat()).toEqual(expected);
    }
    expect(lastOf(text, every(1)).document.flat()).toEqual(expected);
  });

  it('can continue after it had ended', () => {
    fc.assert(
      fc.property(reply, reply, (first, second) => {
        const ended = advanceMarkdown(EMPTY_STREAM, first, false);
        const streaming = advanceMarkdown(ended, first + second, true);
        const stream = advanceMarkdown(streaming, first + second, false);
        expect(stream.document.flat()).toEqual(readAtOnce(first + second));
      }),
      { numRuns: 150 },
    );
  });

  it('is parsed from the start when the text is a different one', () => {
    const before = lastOf('# One\n\ntext', every(3));
    const after = advanceMarkdown(before, '- two', false);
    expect(after.document.flat()).toEqual(readAtOnce('- two'));
  });
});

describe('a streaming reply', () => {
  it.each(SAMPLES)('never shows the marks of unfinished formatting: %s', (_, text) => {
    // Escaped, in code or in HTML, they are text.
    const plain = text.replaceAll(/\\\*|NEXT_PUBLIC_\*|\* 3 \*|\*not emphasis\*|<!--|--/g, 'x');
    for (const stream of streamOf(plain, every(1))) {
      const shown = JSON.stringify(stream.document.flat().filter(({ type }) => type !== 'code'));
      if (stream.streaming) expect(shown).not.toMatch(/\*\*|\]\(|~~|``/);
    }
  });

  it('keeps the object of every settled block', () => {
    const text = readSample('typical-reply');
    let previous: readonly Block[] = [];
    let settled = 0;
    for (const { document, settled: known } of streamOf(text, every(7))) {
      const blocks = document.flat();
      for (let index = 0; index < settled; index += 1) expect(blocks[index]).toBe(previous[index]);
      previous = blocks;
      settled = known.blocks.flat().length;
    }
    expect(settled).toBeGreaterThan(10);
  });

  it('keeps earlier blocks when a definition arrives that they do not refer to', () => {
    const text = 'With [one].\n\nWith [two].\n\n';
    const before = advanceMarkdown(EMPTY_STREAM, text, true);
    const after = advanceMarkdown(before, `${text}[two]: https://example.com/2\n\n`, true);
    expect(after.document[0]?.[0]).toBe(before.document[0]?.[0]);
    expect(after.document.flat()).toEqual(readAtOnce(after.text));
  });

  it('keeps what it has parsed of a long list, table or code block', () => {
    const list = advanceMarkdown(EMPTY_STREAM, '- item\n'.repeat(100), true);
    const longer = advanceMarkdown(list, '- item\n'.repeat(101), true);
    const [items, moreItems] = [list, longer].map(
      ({ document }) => firstOf(document, 'list').items,
    );
    expect(moreItems?.slice(0, 3)).toEqual(items?.slice(0, 3));
    expect(moreItems?.every((group, index) => index > 2 || group === items?.[index])).toBe(true);

    const head = '| a | b |\n|---|---|\n';
    const table = advanceMarkdown(EMPTY_STREAM, head + '| 1 | 2 |\n'.repeat(100), true);
    const taller = advanceMarkdown(table, head + '| 1 | 2 |\n'.repeat(101), true);
    const [rows, moreRows] = [table, taller].map(({ document }) => firstOf(document, 'table').rows);
    expect(moreRows?.every((group, index) => index > 2 || group === rows?.[index])).toBe(true);

    const code = advanceMarkdown(EMPTY_STREAM, `\`\`\`js\n${'a();\n'.repeat(120)}`, true);
    expect(firstOf(code.document, 'code')).toMatchObject({ language: 'js', open: true });
    expect(firstOf(code.document, 'code').chunks.map(({ length }) => length)).toEqual([
      250, 250, 100,
    ]);
  });

  it('shows a fence as code at once, and a table as soon as its delimiter row is complete', () => {
    const shown = (text: string) =>
      advanceMarkdown(EMPTY_STREAM, text, true).document.flat().at(-1);
    expect(shown('```py')).toEqual({ type: 'code', language: '', chunks: [], open: true });
    expect(shown('```py\nimport')).toMatchObject({ language: 'py', chunks: ['import\n'] });
    expect(shown('```py\nimport\n``')).toMatchObject({ chunks: ['import\n'], open: true });
    expect(shown('| a | b |\n|--')).toBeUndefined();
    expect(shown('| a | b |\n|---|---|\n')).toMatchObject({ type: 'table', rows: [] });
    expect(shown('Text:\n-')).toEqual({ type: 'paragraph', children: ['Text:'] });
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), reply), cuts, (text, sizes) => {
        expect(lastOf(text, sizes).text).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

function firstOf<Type extends Block['type']>(
  document: readonly (readonly Block[])[],
  type: Type,
): Extract<Block, { type: Type }> {
  const block = document.flat()[0];
  if (block?.type !== type) throw new Error(`the first block is not a ${type}`);
  return block as Extract<Block, { type: Type }>; // the line above checks its type
}
