import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinContinuation } from './join-continuation.ts';

function joined(before: string, ...pieces: string[]): string {
  const join = joinContinuation(before);
  return before + pieces.map(join.push).join('') + join.end();
}

describe('a repetition by the model', () => {
  it.each([
    [
      'the last words',
      'The quick brown fox',
      'quick brown fox jumps.',
      'The quick brown fox jumps.',
    ],
    [
      'the last words, ending in a partial word',
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
    ['a list item', '- one\n- two', '- two\n- three', '- one\n- two\n- three'],
    ['a line of code', 'f() {\n  const b', '  const b = 2;', 'f() {\n  const b = 2;'],
    ['everything', 'Hello', 'Hello there.', 'Hello there.'],
    [
      'a few words in a script without spaces',
      '我们今天一起去北京大学看书学习',
      '北京大学看书学习然后',
      null,
    ],
    [
      'many words in a script without spaces',
      '我们今天一起去北京大学图书馆看书学习新知识',
      '北京大学图书馆看书学习新知识然后回家',
      '我们今天一起去北京大学图书馆看书学习新知识然后回家',
    ],
  ])('is removed: %s', (_, before, incoming, complete) => {
    expect(joined(before, incoming)).toBe(complete ?? before + incoming);
  });

  it.each([
    ['the rest of a word', 'It is in your configu', 'ration.'],
    ['a short word', 'He said that', 'that'],
    ['a short word on its own line', 'Haha', 'Haha'],
    ['the end of a word', 'an extraordinarily', 'ordinarily and'],
    ['a closing brace', 'if (a) {\n  b();\n}', '}\n'],
    ['a line that ended with a newline', 'x += 1;\n', 'x += 1;\n'],
    ['a ruler', `Title\n${'-'.repeat(20)}`, '-'.repeat(20)],
    ['indentation', `{\n${' '.repeat(16)}`, `${' '.repeat(16)}"a": 1`],
    ['a refrain', 'la la la la la la la la la la', ' la la la la la la la la la la'],
    ['a table row', '| a | b |\n|---|---|---|', '---|\n'],
    ['only the first of the last words', 'The quick brown fox jumps over', 'The quick red fox'],
  ])('is kept when in doubt: %s', (_, before, incoming) => {
    expect(joined(before, incoming)).toBe(before + incoming);
  });
});

describe('a code block left open by the text', () => {
  const before = 'So:\n\n```js\nconst a = 1;\n';

  it.each([
    ['reopened', '```js\nconst b = 2;\n```', 'const b = 2;\n```'],
    ['reopened after a blank line', '\n\n```js\nconst b = 2;', 'const b = 2;'],
    ['reopened, indented', '```js\n  const b = 2;', '  const b = 2;'],
    ['reopened with a title', '```js title="a.js"\nconst b = 2;', 'const b = 2;'],
    ['closed', '```\n\nThat is all.', '```\n\nThat is all.'],
    ['continued', 'const b = 2;\n```', 'const b = 2;\n```'],
    ['another block inside it', '```json\n{}', '```json\n{}'],
    ['cut off in its first line', '```js', '```js'],
  ])('is not opened twice: %s', (_, incoming, added) => {
    expect(joined(before, incoming)).toBe(before + added);
  });

  it('also loses text repeated inside it', () => {
    expect(joined(`${before}const b`, '```js\nconst b = 2;')).toBe(`${before}const b = 2;`);
    expect(joined(`${before}const b`, '```js\nconst a = 1;\nconst b = 2;')).toBe(
      `${before}const b = 2;`,
    );
  });

  it('is never assumed after a closed block or without a language', () => {
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
/** Text in which each word occurs once, so that nothing looks like a repetition by chance. */
const text = fc
  .uniqueArray(word, { minLength: 8, maxLength: 60 })
  .chain((words) =>
    fc
      .array(space, { minLength: words.length, maxLength: words.length })
      .map((spaces) => words.map((one, at) => `${one}${at}${spaces[at]}`).join('')),
  );
/** Characters that combine, including lone surrogates. */
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

function cutAt(text: string, offsets: readonly number[]): string[] {
  const sorted = [0, ...offsets.map((offset) => offset % (text.length + 1)), text.length].toSorted(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, at) => text.slice(sorted[at], end));
}

describe('any text', () => {
  it('is restored when cut anywhere and repeated from any word', () => {
    let tried = 0;
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), cuts, fc.constantFrom('', ' ', '\n\n'), (...drawn) => {
        const [complete, cut, back, offsets, lead] = drawn;
        const at = cut % (complete.length + 1);
        const starts = Array.from(
          complete.slice(0, at).matchAll(/(?<=^|\s)[^\s]/g),
          (m) => m.index,
        );
        const start = starts[back % Math.max(1, starts.length)];
        if (start === undefined) return;
        const repeated = complete.slice(start, at);
        if (repeated.length < 12 || (repeated.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 6) return;
        tried += 1;
        const incoming = lead + complete.slice(start);
        expect(joined(complete.slice(0, at), ...cutAt(incoming, offsets))).toBe(complete);
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('is unchanged when cut anywhere without a repetition', () => {
    fc.assert(
      fc.property(text, fc.nat(), cuts, (complete, cut, offsets) => {
        const at = cut % (complete.length + 1);
        const rest = complete.slice(at);
        expect(joined(complete.slice(0, at), ...cutAt(rest, offsets))).toBe(complete);
      }),
    );
  });

  it('is unchanged when it does not start with an ending of the text before it', () => {
    const anything = fc.string({ unit: odd, maxLength: 40 });
    fc.assert(
      fc.property(anything, anything, cuts, (before, incoming, offsets) => {
        const body = incoming.trimStart();
        for (let length = 5; length <= before.length; length += 1) {
          fc.pre(!body.startsWith(before.slice(-length)));
        }
        expect(joined(before, ...cutAt(incoming, offsets))).toBe(before + incoming);
      }),
    );
  });

  it('loses only an ending of the text before it, however it is cut', () => {
    const few = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '`', '}', '👋'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(few, few, cuts, (before, incoming, offsets) => {
        const complete = joined(before, incoming);
        expect(joined(before, ...cutAt(incoming, offsets))).toBe(complete);
        const added = complete.slice(before.length);
        const lost = incoming.slice(0, incoming.length - added.length);
        expect(lost + added).toBe(incoming);
        expect(before.endsWith(lost.trimStart())).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is held back only while it looks like a repetition', () => {
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
