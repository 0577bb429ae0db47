import { expect, it } from 'vitest';
import { toFileName } from './to-file-name.ts';
import { toPasteName } from './to-paste-name.ts';

it.each([
  ['notes.md', 'notes.md'],
  ['  two \n words.txt ', 'two words.txt'],
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['a\u0000b\u200f.txt', 'ab.txt'],
  ['\u202e\u200b', 'file'],
  ['', 'file'],
  ['👩‍💻.png', '👩‍💻.png'],
])('shows %j as %j', (name, shown) => {
  expect(toFileName(name)).toBe(shown);
});

it('shortens a name of 10,000 characters and keeps its extension', () => {
  const shown = toFileName(`${'é'.repeat(10_000)}.jpeg`);
  expect(Array.from(shown).length).toBeLessThanOrEqual(81);
  expect(shown).toMatch(/^é+….jpeg$/);
  expect(toFileName('😀'.repeat(10_000)).isWellFormed()).toBe(true);
});

it('names a pasted text by its first words', () => {
  expect(
    toPasteName('\n\n  It was a bright\ncold day in April, and the clocks were striking'),
  ).toBe('It was a bright cold day in April, and…');
  expect(toPasteName('Short')).toBe('Short');
  expect(toPasteName(' \n ')).toBe('Pasted text');
  expect(toPasteName('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(41);
});
