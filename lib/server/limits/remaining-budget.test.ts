import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { amountsToday, reserveToday } from './daily-budget.ts';
import { addBudgetHeaders, remainingBudget } from './remaining-budget.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const config = {
  dailyTokens: 10_000 as number | null,
  dailySpendUsd: null as number | null,
  teamTokens: [],
  maxOutputTokens: 1000,
  maxThinkingTokens: 0,
  models: ['gpt-4o-mini'] as const,
  prices: new Map(),
  systemPrompt: null,
  baseUrl: 'https://api.openai.com/v1',
  api: 'auto' as const,
};

beforeEach(() => {
  resetRegistry();
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function reserve(tokens: number, microUsd = 0) {
  const reserved = reserveToday('visitors', { tokens, microUsd }, { tokens: null, microUsd: null });
  if (!reserved.ok) throw new Error('refused');
  return reserved.reservation;
}
const spend = (tokens: number, microUsd = 0) =>
  reserve(tokens, microUsd).settle({ tokens, microUsd });
const share = (using = config) => remainingBudget('visitors', 'visitor', using)?.share;

describe('remainingBudget', () => {
  it('returns null without a cap', () => {
    expect(remainingBudget('visitors', 'operator', { ...config, dailyTokens: null })).toBeNull();
  });

  it.each([
    [0, 'plenty'],
    [7999, 'plenty'],
    [8000, 'little'],
    [8850, 'little'],
    [9000, 'none'],
    [20_000, 'none'],
  ])(
    'after %i of 10,000 tokens returns %s, since a message needs more than 1,000',
    (tokens, expected) => {
      spend(tokens);
      expect(share()).toBe(expected);
    },
  );

  it('counts reservations as little remaining, but never as none', () => {
    const running = reserve(10_000);
    expect(share()).toBe('little');
    running.settle({ tokens: 100, microUsd: 0 });
    expect(share()).toBe('plenty');
  });

  it('follows the cap that is closer to exhausted', () => {
    const both = { ...config, dailySpendUsd: 0.01 };
    spend(0, 8000);
    expect(share(both)).toBe('little');
    spend(9500);
    expect(share(both)).toBe('none');
  });

  it('shows figures only to the operator', () => {
    spend(8200, 995_000);
    const both = { ...config, dailySpendUsd: 1.5 };
    expect(remainingBudget('visitors', 'visitor', both)?.figures).toBeNull();
    expect(remainingBudget('visitors', 'operator', both)?.figures).toEqual({
      tokens: 1800,
      usd: 0.5,
    });
    expect(remainingBudget('visitors', 'operator', config)?.figures).toEqual({
      tokens: 1800,
      usd: null,
    });
  });

  it('does not count a cap as used up when no price is known', () => {
    const unknown = { ...config, dailyTokens: null, dailySpendUsd: 1, models: ['x'] as const };
    expect(remainingBudget('visitors', 'visitor', unknown)?.share).toBe('plenty');
  });
});

describe('addBudgetHeaders', () => {
  const both = { ...config, dailySpendUsd: 0.255 };

  function headersFor(audience: 'visitor' | 'operator') {
    const headers = new Headers();
    const remaining = remainingBudget('visitors', audience, both);
    if (remaining) {
      addBudgetHeaders(headers, remaining, 'visitors', both, amountsToday('visitors', Date.now()));
    }
    return [headers.get('ratelimit-policy'), headers.get('ratelimit')];
  }

  it('sends fifths to a visitor, and no figures', () => {
    spend(8200);
    expect(headersFor('visitor')).toEqual(['"day";q=5;w=86400;qu="fifths"', '"day";r=1;t=43200']);
  });

  it('also sends tokens and cents to the operator, in whole numbers', () => {
    spend(8200, 100_001);
    expect(headersFor('operator')).toEqual([
      '"day";q=5;w=86400;qu="fifths", "day-tokens";q=10000;w=86400;qu="tokens", "day-cents";q=25;w=86400;qu="cents"',
      '"day";r=1;t=43200, "day-tokens";r=1800;t=43200, "day-cents";r=15;t=43200',
    ]);
  });
});
