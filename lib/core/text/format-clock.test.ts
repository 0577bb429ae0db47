import { expect, it } from 'vitest';
import { formatClock } from './format-clock.ts';

const BERLIN = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
const NEW_YORK = { locale: 'en-US', timeZone: 'America/New_York' };
const NOW = Date.UTC(2026, 10, 22, 13, 5);

const words = (moment: number, options: Omit<Parameters<typeof formatClock>[1], 'now'>) =>
  formatClock(moment, { now: NOW, ...options }).replaceAll('\u202f', ' ');

it("gives the time today, and the date of other days, in the reader's language and time zone", () => {
  const today = Date.UTC(2026, 10, 22, 12, 40);
  expect(words(today, BERLIN)).toBe('13:40');
  expect(words(today, NEW_YORK)).toBe('7:40 AM');
  const earlier = Date.UTC(2026, 10, 22, 1);
  expect(words(earlier, BERLIN)).toBe('02:00');
  expect(words(earlier, NEW_YORK)).toBe('Nov 21, 2026, 8:00 PM');
  expect(words(earlier - 86_400_000, BERLIN)).toBe('21.11.2026, 02:00');
  expect(words(today, { ...BERLIN, isFull: true })).toMatch(/^Sonntag, 22. November 2026/);
});
