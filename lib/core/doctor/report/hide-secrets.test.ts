import { expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

const PASSWORD = 'Zq8vR2mK9tB4nW8zXk4';
const HOST = 'fine-mouse-12345.upstash.example:6379';

it('hides the password in the address of a store, and not its host', () => {
  const env = { REDIS_URL: `rediss://default:${PASSWORD}@${HOST}` };
  expect(hideSecrets(`${env.REDIS_URL} and ${PASSWORD}`, env)).toBe('[hidden] and [hidden]');
  expect(hideSecrets(`Redis at ${HOST}`, env)).toBe(`Redis at ${HOST}`);
});

it('hides a password as it was written, and as it is', () => {
  const env = { REDIS_URL: 'redis://:p%40ss-word-2026-long@localhost' };
  expect(hideSecrets('p@ss-word-2026-long p%40ss-word-2026-long', env)).toBe('[hidden] [hidden]');
});

it('hides each token of a list', () => {
  const env = { STARLIGHT_TEAM_TOKENS: `bot:${PASSWORD},ci:${PASSWORD}-2` };
  expect(hideSecrets(`${PASSWORD} ${PASSWORD}-2 bot`, env)).not.toContain(PASSWORD);
});
