import { expect, test } from 'vitest';
import { foldCase } from './fold-case.ts';
import { foldLongText } from './folded-text.ts';
import { markMatches, snippetOf } from './mark-matches.ts';
import { hasAllWords, readQuery } from './search-query.ts';

/** The marked text, with the matches in brackets. */
function marked(text: string, typed: string): string {
  const query = readQuery(typed);
  if (!query) throw new Error('Nothing to search for');
  return markMatches(text, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');
}

async function snippet(text: string, typed: string): Promise<string> {
  const query = readQuery(typed);
  if (!query) throw new Error('Nothing to search for');
  const found = await foldLongText(text, () => undefined);
  return snippetOf(found, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');
}

test.each([
  ['A Crème Brûlée', 'creme', 'A [Crème] Brûlée'],
  ['Two words here', 'here two', '[Two] words [here]'],
  ['one two, two one', 'one two', '[one two], two one'],
  ['Straße', 'ss', 'Stra[ß]e'],
  ['Straße', 'asse', 'Str[aße]'],
  ['東京の天気', '天気', '東京の[天気]'],
  ['ไม่มีช่องว่าง', 'ช่อง', 'ไม่มี[ช่อง]ว่าง'],
  ['اللُّغَةُ', 'اللغة', '[اللُّغَة]ُ'],
  ['a 🚀 b', '🚀', 'a [🚀] b'],
  ['abcd', 'bc abc', '[abc]d'],
])('in "%s", "%s" marks %s', (text, typed, expected) => {
  expect(marked(text, typed)).toBe(expected);
});

test('a snippet is one line around the match, and says where it was cut', async () => {
  const text = `${'before '.repeat(50)}\n\nthe needle\n${'after '.repeat(50)}`;
  const shown = await snippet(text, 'needle');
  expect(shown).toMatch(/^…before [a-z ]+ the \[needle\] after [a-z ]+…$/);
  expect(shown.length).toBeLessThan(220);
});

test('a short text is its own snippet', async () => {
  expect(await snippet('Just a needle', 'needle')).toBe('Just a [needle]');
});

test.each(['a', 'ß', '🚀', 'e\u0301'])('a match after a megabyte of %s is found', async (unit) => {
  const text = `${unit.repeat(1_000_000 / unit.length)} the needle`;
  expect(await snippet(text, 'needle')).toMatch(/^… ?the \[needle\]$/);
});

test('words are found in any order, and all of them must occur', () => {
  const query = readQuery('  Rate   LIMIT ');
  expect(query && hasAllWords(foldCase('The limit of a rate'), query)).toBe(true);
  expect(query && hasAllWords(foldCase('The limit'), query)).toBe(false);
});

test.each(['', '   ', '\u0301', '\u200b \n'])('%j is nothing to search for', (typed) => {
  expect(readQuery(typed)).toBeNull();
});
