import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinContinuation } from './join-continuation.ts';

function joined(before: string, ...pieces: string[]): string {
  const join = joinContinuation(before);
  return before + pieces.map(join.push).join('') + join.end();
}

describe('what a model repeats', () => {
  it.each([
    [
      'the last words',
      'The quick brown fox',
      'quick brown fox jumps.',
      'The quick brown fox jumps.',
    ],
    [
      'the last words, the last of them cut',
      'It is in your configu',
      'in your configuration.',
      'It is in your configuration.',
    ],
    [
      'a paragraph, after a blank line',
      'One.\n\nTwo is longer than one.',
      '\n\nTwo is longer than one. Three.',
      'One.\n\nTwo is longer than one. Three.',
    ],
    ['an item of a list', '- one\n- two', '- two\n- three', '- one\n- two\n- three'],
    ['a line of code', 'f() {\n  const b', '  const b = 2;', 'f() {\n  const b = 2;'],
    ['everything', 'Hello', 'Hello there.', 'Hello there.'],
    [
      'words without spaces between',
      '我们今天一起去北京大学看书学习',
      '北京大学看书学习然后',
      null,
    ],
    [
      'many words without spaces between',
      '我们今天一起去北京大学图书馆看书学习新知识',
      '北京大学图书馆看书学习新知识然后回家',
      '我们今天一起去北京大学图书馆看书学习新知识然后回家',
    ],
  ])('is taken away: %s', (_, before, incoming, whole) => {
    expect(joined(before, incoming)).toBe(whole ?? before + incoming);
  });

  it.each([
    ['the rest of a word', 'It is in your configu', 'ration.'],
    ['a short word', 'He said that', 'that'],
    ['a short word of its own line', 'Haha', 'Haha'],
    ['an end within a word', 'an extraordinarily', 'ordinarily and'],
    ['a closing brace', 'if (a) {\n  b();\n}', '}\n'],
    ['a line that was ended', 'x += 1;\n', 'x += 1;\n'],
    ['a ruler', `Title\n${'-'.repeat(20)}`, '-'.repeat(20)],
    ['indentation', `{\n${' '.repeat(16)}`, `${' '.repeat(16)}"a": 1`],
    ['a refrain', 'la la la la la la la la la la', ' la la la la la la la la la la'],
    ['a row of a table', '| a | b |\n|---|---|---|', '---|\n'],
    ['the beginning of the words', 'The quick brown fox jumps over', 'The quick red fox'],
  ])('is kept in doubt: %s', (_, before, incoming) => {
    expect(joined(before, incoming)).toBe(before + incoming);
  });
});

describe('a code block that the text ends within', () => {
  const before = 'So:\n\n```js\nconst a = 1;\n';

  it.each([
    ['opened again', '```js\nconst b = 2;\n```', 'const b = 2;\n```'],
    ['opened again after a blank line', '\n\n```js\nconst b = 2;', 'const b = 2;'],
    ['opened again, indented', '```js\n  const b = 2;', '  const b = 2;'],
    ['opened again with a title', '```js title="a.js"\nconst b = 2;', 'const b = 2;'],
    ['closed', '```\n\nThat is all.', '```\n\nThat is all.'],
    ['gone on with', 'const b = 2;\n```', 'const b = 2;\n```'],
    ['an example of another one', '```json\n{}', '```json\n{}'],
    ['cut in its first line', '```js', '```js'],
  ])('is not opened twice: %s', (_, incoming, added) => {
    expect(joined(before, incoming)).toBe(before + added);
  });

  it('loses what is repeated within it as well', () => {
    expect(joined(`${before}const b`, '```js\nconst b = 2;')).toBe(`${before}const b = 2;`);
    expect(joined(`${before}const b`, '```js\nconst a = 1;\nconst b = 2;')).toBe(
      `${before}const b = 2;`,
    );
  });

  it('is not looked for outside of one, nor where none is named', () => {
    for (const text of ['```js\na\n```\n', '```\na\n']) {
      expect(joined(text, '```js\nb')).toBe(`${text}\`\`\`js\nb`);
    }
  });
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}$/),
  fc.constantFrom(
    'naïve',
    'Grüße',
    '👋🏽',
    '👩‍👩‍👧',
    'e\u0301te',
    '日本語',
    'don’t',
    '**bold**',
    '`code`',
  ),
);
const space = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '\n', '\n\n', '\n- ');
/** Text in which each word is there once, so that nothing in it looks like a repetition by chance. */
const text = fc
  .uniqueArray(word, { minLength: 8, maxLength: 60 })
  .chain((words) =>
    fc
      .array(space, { minLength: words.length, maxLength: words.length })
      .map((spaces) => words.map((each, at) => `${each}${at}${spaces[at]}`).join('')),
  );
/** Characters that belong together, halves of pairs among them. */
const odd = fc.constantFrom(
  ...'abcdeXYZ 09_.-`~\n\t|日本ิ๋',
  '\u0301',
  '\u200d',
  '\ud83d',
  '\udc4b',
  '🏽',
  '👩',
  '🇩',
  '🇪',
);
const cuts = fc.array(fc.nat({ max: 300 }), { maxLength: 12 });

function cutAt(whole: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (whole.length + 1)), whole.length].toSorted(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, at) => whole.slice(sorted[at], end));
}

describe('any text', () => {
  it('is whole again, cut anywhere and whatever of it is repeated from a word on', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), cuts, fc.constantFrom('', ' ', '\n\n'), (...drawn) => {
        const [whole, cut, back, places, lead] = drawn;
        const at = cut % (whole.length + 1);
        const starts = Array.from(whole.slice(0, at).matchAll(/(?<=^|\s)[^\s]/g), (m) => m.index);
        const start = starts[back % Math.max(1, starts.length)];
        if (start === undefined) return;
        const repeated = whole.slice(start, at);
        if (repeated.length < 12 || (repeated.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 6) return;
        tried += 1;
        const incoming = lead + whole.slice(start);
        expect(joined(whole.slice(0, at), ...cutAt(incoming, places))).toBe(whole);
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('comes through as it is when nothing is repeated, cut anywhere', () => {
    fc.assert(
      fc.property(text, fc.nat(), cuts, (whole, cut, places) => {
        const at = cut % (whole.length + 1);
        const rest = whole.slice(at);
        expect(joined(whole.slice(0, at), ...cutAt(rest, places))).toBe(whole);
      }),
    );
  });

  it('comes through as it is when it has no end of the text before it at its start', () => {
    const anything = fc.string({ unit: odd, maxLength: 40 });
    fc.assert(
      fc.property(anything, anything, cuts, (before, incoming, places) => {
        const body = incoming.trimStart();
        for (let length = 5; length <= before.length; length += 1) {
          fc.pre(!body.startsWith(before.slice(-length)));
        }
        expect(joined(before, ...cutAt(incoming, places))).toBe(before + incoming);
      }),
    );
  });

  it('loses nothing but an end of the text before it, and comes out alike however it is cut', () => {
    const few = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '`', '}', '👋'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(few, few, cuts, (before, incoming, places) => {
        const whole = joined(before, incoming);
        expect(joined(before, ...cutAt(incoming, places))).toBe(whole);
        const added = whole.slice(before.length);
        const lost = incoming.slice(0, incoming.length - added.length);
        expect(lost + added).toBe(incoming);
        expect(before.endsWith(lost.trimStart())).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is held back for no longer than it looks like a repetition', () => {
    const before = `${'word '.repeat(10)}and then something else happened to the fox`;
    const join = joinContinuation(before);
    expect(join.push('something else happened')).toBe('');
    expect(join.push(' to a dog')).toBe('something else happened to a dog');
    expect(join.push(' something else')).toBe(' something else');
    const spaces = joinContinuation(before);
    expect(spaces.push(' '.repeat(5000))).toHaveLength(5000);
    expect(joinContinuation('').push(' ')).toBe(' ');
  });
});
