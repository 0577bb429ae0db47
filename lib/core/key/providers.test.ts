import { describe, expect, it, test } from 'vitest';
import { messageForKeyProblem } from '../catalogue/messages/key-problem-messages.ts';
import { errorDetailsSchema } from '../errors/error-body.ts';
import { inspectKey, keyHint } from './inspect-key.ts';
import { OPENAI, OTHER_PROVIDERS, providerOfHost, providerOfKey } from './providers.ts';

const ALL = [OPENAI, ...OTHER_PROVIDERS];
const prefixed = OTHER_PROVIDERS.flatMap((provider) =>
  provider.keyPrefixes.map((prefix) => [prefix, provider] as const),
);

describe('every provider in the table', () => {
  it('has https addresses that no other provider has', () => {
    for (const { baseUrl, keyPage, docs, statusPage } of ALL) {
      for (const address of [baseUrl, keyPage, docs, ...(statusPage === null ? [] : [statusPage])])
        expect(new URL(address).protocol).toBe('https:');
    }
    for (const one of ['name', 'baseUrl', 'keyPage', 'docs'] as const) {
      expect(new Set(ALL.map((provider) => provider[one])).size).toBe(ALL.length);
    }
  });

  it('is found by its host', () => {
    for (const provider of ALL) {
      expect(providerOfHost(new URL(provider.baseUrl).host)).toBe(provider);
    }
    expect(providerOfHost('example.com')).toBeNull();
  });
});

test.each(prefixed)('rejects a %s key for OpenAI and names its provider', (prefix, provider) => {
  const key = `${prefix}${'a1B2c3D4'.repeat(5)}`;
  expect(providerOfKey(key)).toBe(provider);
  expect(inspectKey(key, { baseUrlHost: 'api.openai.com' })).toMatchObject({
    ok: false,
    problem: 'other_provider',
  });
  expect(inspectKey(key, { baseUrlHost: new URL(provider.baseUrl).host }).ok).toBe(true);
  const details = keyHint(key);
  expect(errorDetailsSchema.safeParse(details).success).toBe(true);
  expect(messageForKeyProblem('other_provider', details).title).toContain(provider.name);
});
