import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const TOKEN = 'wq7tzx9mkr4vlp2nyh6sbd3c';
const TOKENS = `ci:${TOKEN},ops.1:${TOKEN.toUpperCase()}`;

beforeEach(resetRegistry);

function read(env: Record<string, string>) {
  const { teamTokens, problems } = readConfig({
    STARLIGHT_DEMO: '1',
    STARLIGHT_TEAM_TOKENS: TOKENS,
    ...env,
  });
  return {
    limits: teamTokens.map(({ name, rateLimit, sharePercent }) => [name, rateLimit, sharePercent]),
    problems: problems.map(({ variable, reason, severity }) => [variable, reason, severity]),
    words: problems.map(({ problem, fix }) => `${problem} ${fix}`).join(' '),
  };
}

describe('team limits', () => {
  it('default to those of a visitor and an equal share', () => {
    expect(read({ STARLIGHT_RATE_LIMIT: '7' })).toMatchObject({
      limits: [
        ['ci', 7, null],
        ['ops.1', 7, null],
      ],
      problems: [],
    });
  });

  it('can differ for each team', () => {
    const result = read({
      STARLIGHT_TEAM_RATE_LIMITS: 'ops.1:120\nci:5',
      STARLIGHT_TEAM_SHARES: 'ci:25%, ops.1:10',
    });
    expect(result.limits).toEqual([
      ['ci', 5, 25],
      ['ops.1', 120, 10],
    ]);
    expect(result.problems).toEqual([]);
  });

  it.each([
    ['a number alone', '60', 'pair_number', 'Pair 1'],
    ['no number', 'ci:many', 'pair_number', 'Pair 1'],
    ['zero', 'ci:0', 'pair_number', 'Pair 1'],
    ['a number that is too large', 'ci:10000000', 'pair_number', 'Pair 1'],
    ['a token by mistake', `ci:${TOKEN}`, 'pair_number', 'Pair 1'],
    ['a team that does not exist', 'ci:5,bot:5', 'team_unknown', 'Pair 2'],
    ['a repeated team', 'ci:5,ci:6', 'team_twice', 'Pair 2'],
  ])('skip %s, and report the variable and the pair', (_, value, reason, pair) => {
    const { problems, words } = read({ STARLIGHT_TEAM_RATE_LIMITS: value });
    expect(problems).toEqual([['STARLIGHT_TEAM_RATE_LIMITS', reason, 'error']]);
    expect(words).toContain(pair);
    expect(words).not.toContain(TOKEN);
  });

  it('reject a token that two teams share, so chat is off', () => {
    const { limits, problems, words } = read({
      STARLIGHT_TEAM_TOKENS: `ci:${TOKEN} ops:${TOKEN}`,
      STARLIGHT_TEAM_SHARES: 'ci:1',
    });
    expect(limits).toEqual([['ci', 20, 1]]);
    expect(problems).toEqual([['STARLIGHT_TEAM_TOKENS', 'token_twice', 'error']]);
    expect(words).toContain('Pair 2');
    expect(words).not.toContain(TOKEN);
    // The same pair twice is one team.
    expect(read({ STARLIGHT_TEAM_TOKENS: `ci:${TOKEN} ci:${TOKEN}` }).problems).toEqual([]);
  });

  it('reject shares that leave nothing for anyone else', () => {
    const { limits, problems } = read({ STARLIGHT_TEAM_SHARES: 'ci:60,ops.1:40' });
    expect(problems).toEqual([['STARLIGHT_TEAM_SHARES', 'shares_too_large', 'error']]);
    expect(limits).toEqual([
      ['ci', 20, null],
      ['ops.1', 20, null],
    ]);
  });
});
