import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registry, resetRegistry } from '../registry.ts';
import type { Config } from './config.ts';
import { readConfig } from './read-config.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const live = { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' };

const reasonsOf = (config: Config) => config.problems.map((p) => `${p.variable} ${p.reason}`);

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

describe('readConfig for access', () => {
  it('requires the code only in production', () => {
    expect(readConfig(live).accessRequired).toBe(true);
    expect(readConfig({ ...live, STARLIGHT_PUBLIC: '1' }).accessRequired).toBe(true);
    expect(readConfig({ ...live, NODE_ENV: 'development' }).accessRequired).toBe(false);
    expect(readConfig({ ...live, STARLIGHT_DEMO: '1' }).accessRequired).toBe(false);
    expect(readConfig({ OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1' }).accessRequired).toBe(false);
  });

  it.each(['STARLIGHT_ACCESS_CODE', 'STARLIGHT_OPERATOR_CODE'])(
    'warns about a short %s and still uses it',
    (variable) => {
      const config = readConfig({ ...live, [variable]: 'seven77' });
      expect([config.accessCode, config.operatorCode]).toContain('seven77');
      expect(config.problems).toMatchObject([
        { variable, reason: 'short_code', severity: 'warning' },
      ]);
    },
  );

  it.each(['STARLIGHT_ACCESS_CODE', 'STARLIGHT_OPERATOR_CODE'])(
    'warns about a long but guessable %s without showing it',
    (variable) => {
      for (const code of ['password1', 'aaaaaaaaaaaaaaaa', 'qwertyuiopasdfgh', 'xK9$mQ2vL7pR']) {
        const { problems } = readConfig({ ...live, [variable]: code });
        expect(problems).toMatchObject([
          {
            variable,
            reason: 'guessable_code',
            severity: 'warning',
            fix: expect.stringContaining('16 random characters'),
          },
        ]);
        expect(JSON.stringify(problems)).not.toContain(code);
      }
    },
  );

  it('rejects session secrets and team tokens that can be guessed', () => {
    const secret = readConfig({ ...live, STARLIGHT_SESSION_SECRET: 's'.repeat(32) });
    expect(secret.mode).toBe('not_configured');
    expect(reasonsOf(secret)).toEqual(['STARLIGHT_SESSION_SECRET guessable_secret']);
    expect(secret.sessionSecret).toBe(registry().processSecret);
    for (const token of ['x'.repeat(24), 'passwordpasswordpassword', '0123456789012345678901234']) {
      const teams = readConfig({ ...live, STARLIGHT_TEAM_TOKENS: `ci:${token}` });
      expect(teams.teamTokens).toEqual([]);
      expect(reasonsOf(teams)).toEqual(['STARLIGHT_TEAM_TOKENS token_guessable']);
      expect(JSON.stringify(teams.problems)).not.toContain(token);
    }
  });

  it('drops the operator code when both codes are the same', () => {
    const config = readConfig({ ...live, STARLIGHT_OPERATOR_CODE: 'a-long-access-code ' });
    expect(config.operatorCode).toBeNull();
    expect(reasonsOf(config)).toEqual(['STARLIGHT_OPERATOR_CODE same_as_access_code']);
  });

  it('reads team tokens, skips malformed pairs, and reports them by number', () => {
    const good = 'Wq7tZx9mKr4vLp2nYh6sBd3c';
    const list = `ci:${good}, ${'Jf5gTc8wEa1uMo0iQz6xRk3pNv9b'},bot:short\nops.1:${good}:1`;
    const config = readConfig({ ...live, STARLIGHT_TEAM_TOKENS: list });
    expect(config.teamTokens).toEqual([
      { name: 'ci', token: good, rateLimit: 20, sharePercent: null },
      { name: 'ops.1', token: `${good}:1`, rateLimit: 20, sharePercent: null },
    ]);
    expect(config.problems.map(({ reason, problem }) => [reason, problem.slice(0, 6)])).toEqual([
      ['token_name', 'Pair 2'],
      ['token_short', 'Pair 3'],
    ]);
  });

  it('normalizes the origin', () => {
    const config = readConfig({ ...live, STARLIGHT_ORIGIN: 'https://Chat.Example:443/' });
    expect(config.origin).toBe('https://chat.example');
  });

  it.each([
    ['https://user@chat.example'],
    ['https://chat.example/path'],
    ['https://chat.example/?a'],
    ['https://chat.example/#a', 'comment'],
    ['ftp://chat.example'],
    ['null'],
  ])('rejects %s as an origin and says so', (value, reason = 'not_an_origin') => {
    const config = readConfig({ ...live, STARLIGHT_ORIGIN: value });
    expect(config.origin).toBeNull();
    expect(config.mode).toBe('not_configured');
    expect(reasonsOf(config)).toEqual([`STARLIGHT_ORIGIN ${reason}`]);
  });

  it('warns about a flag that is neither 1 nor 0', () => {
    const config = readConfig({ ...live, STARLIGHT_PUBLIC: 'on', STARLIGHT_DEMO: 'FALSE' });
    expect(reasonsOf(config)).toEqual(['STARLIGHT_PUBLIC not_a_flag']);
  });

  it('reports a variable that Starlight does not have', () => {
    const config = readConfig({ ...live, STARLIGHT_ACESS_CODE: 'x', STARLIGHT_CHROMIUM: '/bin/c' });
    expect(reasonsOf(config)).toEqual(['STARLIGHT_ACESS_CODE unknown_variable']);
  });
});
