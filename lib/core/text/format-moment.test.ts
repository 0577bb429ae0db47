import { describe, expect, it } from 'vitest';
import { formatMoment } from './format-moment.ts';

const BERLIN = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
const NEW_YORK = { locale: 'en-US', timeZone: 'America/New_York' };
const NOW = Date.UTC(2026, 10, 22, 13, 5);

/** Some versions of the ICU data have a narrow space before PM. */
function words(moment: number, options: { locale: string; timeZone: string; now?: number }) {
  return formatMoment(moment, { now: NOW, ...options }).replaceAll('\u202f', ' ');
}

describe('formatMoment', () => {
  it("gives the time in the reader's format and time zone", () => {
    const moment = Date.UTC(2026, 10, 22, 17, 40);
    expect(words(moment, BERLIN)).toBe('at 18:40');
    expect(words(moment, NEW_YORK)).toBe('at 12:40 PM');
    expect(words(moment, { locale: 'ja', timeZone: 'Asia/Tokyo' })).toBe('tomorrow at 2:40');
  });

  it("names the day if it isn't today", () => {
    const midnightUtc = Date.UTC(2026, 10, 23);
    expect(words(midnightUtc, BERLIN)).toBe('tomorrow at 01:00');
    expect(words(midnightUtc, NEW_YORK)).toBe('at 7:00 PM');
    const later = Date.UTC(2026, 10, 26, 12);
    expect(words(later, BERLIN)).toBe('on Thursday, 26. November at 13:00');
    expect(words(later, NEW_YORK)).toBe('on Thursday, November 26 at 7:00 AM');
  });

  it('rounds up, so that nobody returns too early', () => {
    expect(words(Date.UTC(2026, 10, 22, 17, 40, 1), BERLIN)).toBe('at 18:41');
    expect(words(Date.UTC(2026, 10, 22, 22, 59, 30), BERLIN)).toBe('tomorrow at 00:00');
  });

  it('counts calendar days, even when the clocks change', () => {
    const eve = Date.UTC(2026, 9, 24, 21, 59);
    const next = Date.UTC(2026, 9, 25, 22, 30);
    expect(words(next, { ...BERLIN, now: eve })).toBe('tomorrow at 23:30');
  });

  it("is English on the server, in the machine's time zone", () => {
    expect(formatMoment(NOW, { now: NOW })).toMatch(/^at \d/);
  });
});
