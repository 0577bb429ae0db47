import { describe, expect, it } from 'vitest';
import { type KnownLimits, remainingLimitMessage } from './remaining-limit-message.ts';

/** Sunday, 14:05:20 in Berlin. */
const NOW = Date.UTC(2026, 10, 22, 13, 5, 20);
const MIDNIGHT = Date.UTC(2026, 10, 23);
const BERLIN = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
const NOTHING: KnownLimits = { messages: null, budget: null };

const words = (known: Partial<KnownLimits>, options = {}) =>
  remainingLimitMessage(
    { ...NOTHING, ...known },
    { audience: 'visitor', now: NOW, ...BERLIN, ...options },
  );
const messages = (remaining: number) => ({ messages: { remaining, moment: NOW + 40_000 } });
const budget = (
  share: 'plenty' | 'little' | 'none',
  figures: { tokens: number | null; usd: number | null } | null = null,
) => ({ budget: { share, figures, moment: MIDNIGHT } });
const operator = { audience: 'operator' };

describe('remainingLimitMessage', () => {
  it('is null if there is no limit or plenty remains', () => {
    expect(words({})).toBeNull();
    expect(words({ ...messages(4), ...budget('plenty', { tokens: 9, usd: null }) })).toBeNull();
  });

  it.each([
    [3, '3 messages remaining until 14:06.'],
    [1, '1 message remaining until 14:06.'],
    [0, 'No messages remaining until 14:06; one sent sooner is saved.'],
  ])("gives the reset in the reader's local time when %i remain", (remaining, expected) => {
    expect(words(messages(remaining))).toBe(expected);
  });

  it('announces the reset only of a limit that was used up', () => {
    const later = { now: NOW + 40_000 };
    expect(words(messages(0), later)).toBe('You can send messages again.');
    expect(words(messages(2), later)).toBeNull();
    expect(words(budget('none'), { now: MIDNIGHT })).toBe('You can send messages again.');
    expect(words(budget('little'), { now: MIDNIGHT })).toBeNull();
  });

  it('tells a visitor about a budget without amounts', () => {
    const figures = { tokens: 8200, usd: 0.42 };
    expect(words(budget('little', figures))).toBe("This site's daily budget is nearly used up.");
    expect(words(budget('none', figures))).toBe(
      "This site's daily budget is used up. You can send messages again tomorrow at 01:00.",
    );
  });

  it('tells the operator the amounts', () => {
    expect(words(budget('little', { tokens: 8200, usd: 0.42 }), operator)).toBe(
      "Today's budget is nearly used up: 8,200 tokens and $0.42 remaining until tomorrow at 01:00.",
    );
    expect(words(budget('little', { tokens: null, usd: 2 }), operator)).toBe(
      "Today's budget is nearly used up: $2 remaining until tomorrow at 01:00.",
    );
    expect(words(budget('none', { tokens: 812, usd: null }), operator)).toBe(
      "Today's budget is used up, with 812 tokens remaining. You can send messages again tomorrow at 01:00.",
    );
  });

  it('returns the most urgent message', () => {
    expect(words({ ...messages(0), ...budget('none') })).toContain('used up');
    expect(words({ ...messages(2), ...budget('little') })).toContain('2 messages');
    expect(words({ ...messages(9), ...budget('little') })).toContain('nearly');
  });
});
