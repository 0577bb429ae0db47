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
  ])('holds back %j until it is clear what it begins', (line) => {
    expect(shownLength(`Text:\n${line}`)).toBe('Text:\n'.length);
  });

  it.each(['- a', '1. a', '# a', '2026 was', '**b', '| a', '```js', '-'.repeat(300)])(
    'shows %j',
    (line) => {
      expect(shownLength(`Text:\n${line}`)).toBe('Text:\n'.length + line.length);
    },
  );

  it('holds back only a closing fence within code', () => {
    expect(shownLength('a\n  - ', true)).toBe(6);
    expect(shownLength('a\n``', true)).toBe(2);
    expect(shownLength('a\n```js', true)).toBe(7);
  });
});
