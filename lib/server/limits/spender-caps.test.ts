import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spender } from './daily-budget.ts';
import { spenderCaps } from './spender-caps.ts';

type Team = { name: string; sharePercent: number | null };

const site = (teams: readonly Team[], dailyTokens: number | null = 1000) => ({
  dailyTokens,
  dailySpendUsd: null,
  teamTokens: teams.map((team) => ({ token: 'x'.repeat(24), rateLimit: 20, ...team })),
});
const tokensOf = (spender: Spender, teams: readonly Team[]) =>
  spenderCaps(spender, site(teams)).tokens;

describe('spenderCaps', () => {
  it('gives visitors the entire cap when there are no teams', () => {
    expect(tokensOf('visitors', [])).toBe(1000);
  });

  it('divides the cap equally when no team has an explicit share', () => {
    const teams = [{ name: 'bot', sharePercent: null }];
    expect(tokensOf('visitors', teams)).toBe(500);
    expect(tokensOf('team:bot', teams)).toBe(500);
  });

  it('gives a team its percentage, and the others equal parts of the rest', () => {
    const teams = [
      { name: 'bot', sharePercent: 10 },
      { name: 'reports', sharePercent: null },
    ];
    expect(tokensOf('team:bot', teams)).toBe(100);
    expect(tokensOf('team:reports', teams)).toBe(450);
    expect(tokensOf('visitors', teams)).toBe(450);
  });

  it('counts a team with two tokens once', () => {
    const bot = { name: 'bot', sharePercent: null };
    expect(tokensOf('visitors', [bot, bot])).toBe(500);
  });

  it('counts dollars in millionths, and has no cap when none is set', () => {
    const config = { ...site([], null), dailySpendUsd: 0.5 };
    expect(spenderCaps('visitors', config)).toEqual({ tokens: null, microUsd: 500_000 });
  });

  it('gives parts that add up to the cap, whatever the shares', () => {
    const shares = fc.array(fc.option(fc.integer({ min: 1, max: 12 })), { maxLength: 8 });
    fc.assert(
      fc.property(shares, (percents) => {
        const teams = percents.map((sharePercent, at) => ({ name: `t${at}`, sharePercent }));
        const spenders: Spender[] = [
          'visitors',
          ...teams.map(({ name }) => `team:${name}` as const),
        ];
        const sum = spenders.reduce((before, one) => before + (tokensOf(one, teams) ?? 0), 0);
        expect(sum).toBeCloseTo(1000, 6);
      }),
    );
  });
});
