import { describe, expect, it } from 'vitest';
import { describeKey } from '#lib/core/doctor/key-text.ts';
import { hideSecrets } from '#lib/core/doctor/report/hide-secrets.ts';
import { suggestModels } from '#lib/core/doctor/suggest-models.ts';
import { expectNoKey, KEY } from './doctor-fixture.ts';

describe('the last line of defense', () => {
  it.each([KEY, `Bearer ${KEY}`, `"${KEY}"`, ` ${KEY}\n`, `${KEY},${KEY}`])(
    'lets no key through, however it is wrapped: case %#',
    (value) => {
      expectNoKey(hideSecrets(`before ${KEY} after`, { OPENAI_API_KEY: value }));
    },
  );

  it('also hides codes and team tokens, and leaves words alone', () => {
    const env = {
      STARLIGHT_OPERATOR_CODE: 'correct-horse-9-battery',
      STARLIGHT_TEAM_TOKENS: 'ada:0123456789abcdef01234567',
      OPENAI_API_KEY: 'OPENAI_API_KEY',
    };
    expect(hideSecrets('x 0123456789abcdef01234567 correct-horse-9-battery', env)).toBe(
      'x [hidden] [hidden]',
    );
    expect(hideSecrets('Set OPENAI_API_KEY.', env)).toBe('Set OPENAI_API_KEY.');
  });
});

describe('the description of a key', () => {
  it('is limited to its prefix, its length and its last two characters', () => {
    expect(describeKey(KEY)).toBe('starts with sk-proj-, has 64 characters and ends in …9f');
    expect(describeKey('abc')).toBe('has 3 characters');
    expect(describeKey('x')).toBe('has 1 character');
  });
});

describe('suggested models', () => {
  it('share the longest prefix and support chat', () => {
    const listed = ['gpt-4o-audio', 'gpt-4o', 'gpt-4o-mini', 'gpt-5'].map((id) => ({
      id,
      isChat: id !== 'gpt-4o-audio',
    }));
    expect(suggestModels('gpt-4o-2030', listed)).toEqual(['gpt-4o-mini', 'gpt-4o']);
    expect(suggestModels('gpt-4o-2030', [{ id: 'whisper-1', isChat: false }])).toEqual([]);
  });
});

const STORE_PASSWORD = 'Zq8vR2mK9tB4nW8zXk4';
const HOST = 'fine-mouse-12345.upstash.example:6379';

it('hides the password in the address of a store, and not its host', () => {
  const env = { REDIS_URL: `rediss://default:${STORE_PASSWORD}@${HOST}` };
  expect(hideSecrets(`${env.REDIS_URL} and ${STORE_PASSWORD}`, env)).toBe('[hidden] and [hidden]');
  expect(hideSecrets(`Redis at ${HOST}`, env)).toBe(`Redis at ${HOST}`);
});

it('hides a password as it was written, and as it is', () => {
  const env = { REDIS_URL: 'redis://:p%40ss-word-2026-long@localhost' };
  expect(hideSecrets('p@ss-word-2026-long p%40ss-word-2026-long', env)).toBe('[hidden] [hidden]');
});

it('hides each token of a list', () => {
  const env = { STARLIGHT_TEAM_TOKENS: `bot:${STORE_PASSWORD},ci:${STORE_PASSWORD}-2` };
  expect(hideSecrets(`${STORE_PASSWORD} ${STORE_PASSWORD}-2 bot`, env)).not.toContain(
    STORE_PASSWORD,
  );
});
