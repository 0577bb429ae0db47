import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKDOWN_SHAPES } from '#tests/support/markdown-shapes.ts';
import type { Source } from '../../chat/reply-extras.ts';
import { citeSources } from './cite-sources.ts';

const A = 'https://a.example/';
const B = 'https://b.example/';

/** A source for the first occurrence of each passage. */
const cite = (text: string, passage: string, url = A): Source => {
  const start = text.indexOf(passage);
  return { url, start, end: start + passage.length };
};

describe('citeSources', () => {
  it.each([
    ['One. Two.', 'One.', 'One.【1】 Two.'],
    ['a **bold** b', 'a **bold**', 'a **bold**【1】 b'],
    ['a **bold** b', '**bold', 'a **bold【1】** b'],
    ['- one\n- two\n', '- one\n', '- one【1】\n- two\n'],
    ['# Title\n\ntext', '# Title\n\n', '# Title【1】\n\ntext'],
    ['| a | b |\n|---|---|\n| c | d |\n', 'c ', '| a | b |\n|---|---|\n| c【1】 | d |\n'],
    ['> quoted\n> text', 'quoted', '> quoted【1】\n> text'],
    ['東京は首都です。次', '東京は首都です。', '東京は首都です。【1】次'],
    ['東京は首都です。', '東京', '東京【1】は首都です。'],
    ['So 👩‍👩‍👧. Yes', 'So 👩‍👩‍👧.', 'So 👩‍👩‍👧.【1】 Yes'],
    ['See [the guide](https://c.example).', 'the guide', 'See [the guide](https://c.example).'],
    ['1. one\n2. two', 'two', '1. one\n2. two【1】'],
  ])('marks in %j what %j supports', (text, passage, cited) => {
    expect(citeSources(text, [cite(text, passage)])).toBe(cited);
  });

  it.each([
    ['inline code', 'a `b c` d', 'b'],
    ['a code block', '```\na b\n```\n', 'a'],
    ['indented code', 'x\n\n    a b\n', 'a'],
    ['the address of a link', '[a](https://b.example/c)', 'https://b.example/'],
    ['an address', 'at https://b.example/c now', 'https://b.example'],
    ['a mark', '**bold** x', '*'],
    ['the delimiter row of a table', '| a |\n|---|\n| b |', '|--'],
    ['a word', 'lighthouse', 'light'],
    ['a reference', 'a [one][two] b\n\n[two]: https://c.example', '[one]'],
    ['a definition', 'a\n\n[two]: https://c.example', '[two]'],
    ['HTML', '<div>\na b\n</div>', 'a'],
    ['the start of a heading', '# a', '#'],
  ])('leaves out the mark within %s', (_, text, passage) => {
    expect(citeSources(text, [cite(text, passage)])).toBe(text);
  });

  it.each([
    ['half an emoji', 'a 😀 b', 3],
    ['a joined emoji', 'a 👩‍👧 b', 4],
    ['a skin tone', '👍🏽', 2],
    ['a flag', '🇩🇪', 2],
    ['an accent', 'e\u0301', 1],
    ['more than the text', 'a', 2],
    ['nothing', 'a', 0],
  ])('leaves out the mark after %s', (_, text, end) => {
    expect(citeSources(text, [{ url: A, start: 0, end }])).toBe(text);
  });

  it('gives one page one number, in the order of the list, and each passage all its numbers', () => {
    const text = 'One. Two.';
    const sources = [cite(text, 'Two.', B), cite(text, 'One.'), cite(text, 'One.', B)];
    expect(citeSources(text, sources)).toBe('One.【1】【2】 Two.【1】');
    expect(citeSources(text, [...sources, ...sources])).toBe('One.【1】【2】 Two.【1】');
  });

  it('adds nothing to a passage that ends with a link to its source', () => {
    const text = `So. ([a.example](${A})) And [a](${A}).`;
    const sources = [cite(text, `([a.example](${A}))`), cite(text, `[a](${A})`)];
    expect(citeSources(text, sources)).toBe(text);
  });

  it('keeps the marks that fit where others do not', () => {
    const text = 'One `code here` two. Three.';
    const sources = ['One', 'code', 'two.', 'Three.'].map((passage) => cite(text, passage));
    expect(citeSources(text, sources)).toBe('One【1】 `code here` two.【1】 Three.【1】');
  });

  it('counts line breaks of two characters as the upstream does', () => {
    const text = 'One.\r\nTwo.\r\n\r\nThree.\rFour.';
    expect(citeSources(text, [cite(text, 'Two.'), cite(text, 'Four.')])).toBe(
      'One.\nTwo.【1】\n\nThree.\nFour.【1】',
    );
  });

  it('returns the same text without a source that has a place', () => {
    const text = 'One [1].\r\n';
    expect(citeSources(text, [{ url: A }, { url: B, start: 3 }])).toBe(text);
  });

  it.each(['1. ', 'One.\n\n1. ', '> a\n>'])('keeps all of %j', (text) => {
    const cited = citeSources(text, [{ url: A, start: 0, end: 1 }, cite(text, text.trim())]);
    expect(cited.replaceAll('【1】', '')).toBe(text);
  });

  it('changes nothing but by adding marks, whatever the text and the places', () => {
    const shapes = Object.values(MARKDOWN_SHAPES);
    const part = fc.tuple(fc.constantFrom(...shapes), fc.integer({ min: 1, max: 120 }));
    const written = fc
      .array(part, { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([shape, length]) => shape(length)).join('\n'));
    const text = fc.oneof(written, fc.string({ unit: 'grapheme', maxLength: 300 }));
    const places = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { maxLength: 12 });
    fc.assert(
      fc.property(text, places, (reply, list) => {
        const sources = list.map(([start, length]) => ({ url: A, start, end: start + length }));
        const plain = reply.replaceAll('【1】', '');
        expect(citeSources(plain, sources).replaceAll('【1】', '').replace(/\r\n?/g, '\n')).toBe(
          plain.replace(/\r\n?/g, '\n'),
        );
      }),
      { numRuns: 150 },
    );
  });

  it.each(
    [['"- - - a\\n"', 'words of stars', 'one definition with a long address', '"a@b.c "']].flat(),
  )('takes time that grows with the text, not with its square: %s', (name) => {
    const costOf = (length: number) => {
      const text = MARKDOWN_SHAPES[name]?.(length) ?? '';
      const step = Math.max(1, Math.floor(text.length / 200));
      const sources = Array.from({ length: 200 }, (_, index) => ({
        url: A,
        start: 0,
        end: index * step + 1,
      }));
      const before = process.threadCpuUsage().user;
      expect(citeSources(text, sources).length).toBeGreaterThan(0);
      return process.threadCpuUsage().user - before;
    };
    costOf(1_000);
    // Quadratic time would be 16 times as long. The shortest of three: other work slows one.
    const growths = [1, 2, 3].map(() => costOf(16_000) / costOf(4_000));
    expect(Math.min(...growths)).toBeLessThan(9);
  });
});
