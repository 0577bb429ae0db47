import { expect, it } from 'vitest';
import { shownTitle } from './shown-title.ts';

it('shows a title unchanged, or a placeholder when it is empty', () => {
  expect(shownTitle({ title: 'Why does a 429 happen?' })).toBe('Why does a 429 happen?');
  expect(shownTitle({ title: '' })).toBe('New chat');
  expect(shownTitle(null)).toBe('New chat');
});

it('truncates a title that is too long for any line', () => {
  const shown = shownTitle({ title: 'a'.repeat(1_000_000) });
  expect(shown).toHaveLength(1_000);
  expect(shown.endsWith('…')).toBe(true);
  expect(shownTitle({ title: `${'a'.repeat(998)}😀b` }).isWellFormed()).toBe(true);
});
