import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { requireTeam } from './require-team.ts';

const TOKEN = 'qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yA';
const OTHER = 'yA0pS5gD1jH6fC3lZ8wN4bT9kM2rV7xQ';
const site = readConfig({
  STARLIGHT_DEMO: '1',
  STARLIGHT_TEAM_TOKENS: `build-bot:${TOKEN},other:${OTHER}`,
  STARLIGHT_TEAM_RATE_LIMITS: 'build-bot:3',
});

const ask = (authorization: string | null, config: Pick<typeof site, 'teamTokens'> = site) => {
  const headers = new Headers(authorization === null ? {} : { authorization });
  return requireTeam(new Request('http://localhost/v1/models', { headers }), config);
};

describe('requireTeam', () => {
  it('returns the team, its limit and its rate limit key', async () => {
    expect(await ask(`Bearer ${TOKEN}`)).toEqual({
      name: 'build-bot',
      rateLimit: 3,
      limitKey: 'team:build-bot',
      policy: 'team',
    });
    expect(await ask(`bearer ${OTHER}`)).toMatchObject({ name: 'other' });
  });

  it.each([
    ['no header', null, 'missing_authorization'],
    ['another scheme', `Basic ${TOKEN}`, 'malformed_authorization'],
    ['no scheme', TOKEN, 'malformed_authorization'],
    ['an unknown token', `Bearer ${TOKEN}x`, 'invalid_api_key'],
    ['a truncated token', `Bearer ${TOKEN.slice(0, -1)}`, 'invalid_api_key'],
    ['an OpenAI key', 'Bearer sk-proj-AAAAAAAAAAAAAAAA', 'invalid_api_key'],
  ])(
    'rejects %s with a typed failure that contains nothing of it',
    async (_, authorization, code) => {
      const refused = await ask(authorization).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        kind: 'access_required',
        code,
        failure: { details: { reason: code } },
      });
      expect(JSON.stringify(refused)).not.toMatch(/qX7v|AAAA/);
    },
  );

  it('says so when the site has no team tokens', async () => {
    await expect(ask(`Bearer ${TOKEN}`, { teamTokens: [] })).rejects.toMatchObject({
      code: 'no_team_tokens',
      advice: expect.stringContaining('STARLIGHT_TEAM_TOKENS'),
    });
  });
});
