import { describe, expect, it } from 'vitest';
import { shownLength } from './shown-length.ts';

describe('shownLength', () => {
  it.each([
    '-',
    '- ',
    '*',
    '1',
    '1.',
    '12)',
    '#',
    '###',
    '> ',
    '> - ',
    '```',
    '~~',
    '---',
    '==',
    '|',
    '| --',
    ':-',
    '- [',
    '- [ ]',
    '   ',
    '<',
    '</deta',
    '<b',
    '<b>',
    '> <https',
    '| a',
    '| a | b |',
    '- | a',
    '> | a',
    '[a]',
    '[a]:',
    '[a]: https://b.example',
    '[a]: https://b.example "tit',
  ])('holds back %j until it is clear what it begins', (line) => {
    expect(shownLength(`Text:\n${line}`)).toBe('Text:\n'.length);
  });

  it.each([
    '- a',
    '1. a',
    '# a',
    '2026 was',
    '**b',
    'a | b',
    '```js',
    '-'.repeat(300),
    `| ${'a'.repeat(1_000)}`,
    '[a] b',
    '[a](',
    '[a]: b c',
    '[^1]: a',
    'a < b',
    '<b>a',
  ])('shows %j', (line) => {
    expect(shownLength(`Text:\n${line}`)).toBe('Text:\n'.length + line.length);
  });

  it('holds back only a closing fence within code', () => {
    expect(shownLength('a\n  - ', 'code')).toBe(6);
    expect(shownLength('a\n``', 'code')).toBe(2);
    expect(shownLength('a\n```js', 'code')).toBe(7);
    expect(shownLength('a\n| b', 'code')).toBe(5);
  });

  it('holds back the head of a table until its delimiter row is complete', () => {
    const table = 'Text\n| a | b |\n|---|:-:|\n';
    for (let end = 'Text\n|'.length; end < table.length; end += 1) {
      expect(shownLength(table.slice(0, end))).toBe('Text\n'.length);
    }
    expect(shownLength(table)).toBe(table.length);
    expect(shownLength(`${table}| x`)).toBe(table.length + 3);
    expect(shownLength(`${table}| x |\n| y`)).toBe(table.length + 9);
    expect(shownLength('| x', 'table')).toBe(3);
    expect(shownLength('| a | b |\n| c')).toBe(13);
    expect(shownLength('| a | b |\n\n')).toBe(11);
  });
});
