import { expect, it } from 'vitest';
import { searchedText } from './searched-text.ts';

it('is the text of a message with the names and texts of its files', () => {
  const files = [
    { type: 'picture', name: 'cat.png', url: 'data:image/png;base64,AAAA' },
    { type: 'text', name: 'a.md', text: '# Plan' },
    { type: 'absent', name: 'b.md' },
  ];
  expect(searchedText('Why?', files)).toBe('Why?\ncat.png\na.md\n# Plan\nb.md');
});

it.each([undefined, null, 7, 'a', {}, [], [null, 7, [], { name: 7, text: {} }]])(
  'is the text alone with files that are %j',
  (files) => {
    expect(searchedText('Why?', files)).toBe('Why?');
  },
);

it('takes so much of each file', () => {
  const files = Array.from({ length: 10 }, () => ({ name: 'a', text: 'b'.repeat(2_000_000) }));
  expect(searchedText('', files).length).toBeLessThan(1_100_000);
});
