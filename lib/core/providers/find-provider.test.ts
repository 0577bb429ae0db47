import { describe, expect, it, test } from 'vitest';
import { messageForKeyProblem } from '../catalogue/messages/key-problem-messages.ts';
import { errorDetailsSchema } from '../errors/error-body.ts';
import { inspectBaseUrl } from '../key/inspect-base-url.ts';
import { inspectKey, isOpenAiHost, keyHint } from '../key/inspect-key.ts';
import { hideKeys } from '../key/key-like.ts';
import {
  PROVIDERS,
  type Provider,
  providerOfHost,
  providerOfKey,
  providerOfWrongHost,
} from './find-provider.ts';
import { formThatKeyLacks } from './key-forms.ts';
import { PROVIDER_NAMES } from './provider-names.ts';

const nameOf = ({ name, baseUrl }: Provider) => `${name} at ${new URL(baseUrl).host}`;
const rows = PROVIDERS.map((provider) => [nameOf(provider), provider] as const);
const prefixed = PROVIDERS.filter(
  ({ id }, at) => id !== 'openai' && PROVIDERS.findIndex((row) => row.id === id) === at,
).flatMap((provider) => provider.keyPrefixes.map((prefix) => [prefix, provider] as const));
/** A region or a resource in place of each `*`. */
const hostsOf = (patterns: readonly string[]) => patterns.map((host) => host.replace('*', 'eu-1'));

describe.each(rows)('%s', (_, provider) => {
  it('has https addresses', () => {
    const { baseUrl, pages } = provider;
    for (const address of [baseUrl, ...Object.values(pages)]) {
      if (address !== null) expect(new URL(address).protocol).toBe('https:');
    }
  });

  it('has pages that can be a link in a sentence, and a base URL without a slash at its end', () => {
    for (const address of [provider.baseUrl, ...Object.values(provider.pages)]) {
      expect(address ?? '').not.toMatch(/[\s/.,]$/);
    }
  });

  it('is found by each of its hosts, in any case and with a port', () => {
    for (const host of hostsOf(provider.hosts)) {
      expect(providerOfHost(host)).toBe(provider);
      expect(providerOfHost(`${host.toUpperCase()}:443`)).toBe(provider);
      expect(providerOfHost(`${host}.evil.test`)).toBeNull();
      expect(providerOfHost(`evil.test.${host}`)).toBeNull();
    }
  });

  it("shares no host's name with another, nor with what is not an API", () => {
    for (const host of hostsOf(provider.wrongHosts)) {
      expect(providerOfHost(host)).toBeNull();
      expect(providerOfWrongHost(host)).toBe(provider);
    }
  });

  it('has a base URL that Starlight accepts', () => {
    const { baseUrl } = provider;
    expect(inspectBaseUrl(baseUrl, { allowHttp: false })).toMatchObject({ ok: true });
    const host = new URL(baseUrl).host.replace(/your-[a-z]+/, 'eu-1');
    expect(providerOfHost(host)).toBe(provider);
  });
});

test('has a site for every name', () => {
  const ids = new Set<string>(PROVIDERS.map(({ id }) => id));
  expect([...ids].sort()).toEqual(Object.keys(PROVIDER_NAMES).sort());
  expect(ids.size).toBeGreaterThan(40);
  expect(new Set(PROVIDERS.map(nameOf)).size).toBe(PROVIDERS.length);
});

test.each(rows)("agrees with the key's check on whether %s is OpenAI", (_, { id, hosts }) => {
  for (const host of hostsOf(hosts)) expect(isOpenAiHost(host)).toBe(id === 'openai');
});

test('knows no provider at other hosts', () => {
  const others = [
    'example.com',
    'localhost:11434',
    'a.b.openai.azure.com',
    '.openai.azure.com',
    '',
  ];
  for (const host of others) expect(providerOfHost(host)).toBeNull();
});

test.each(prefixed)('rejects a %s key for OpenAI and names its provider', (prefix, provider) => {
  const key = `${prefix}${'a1B2c3D4'.repeat(5)}`;
  expect(providerOfKey(key)).toBe(provider);
  expect(formThatKeyLacks(provider.id, key)).toBeNull();
  expect(inspectKey(key, { baseUrlHost: 'api.openai.com' })).toMatchObject({
    ok: false,
    problem: 'other_provider',
  });
  expect(inspectKey(key, { baseUrlHost: new URL(provider.baseUrl).host }).ok).toBe(true);
  const details = keyHint(key);
  expect(details.keyPrefix).toBe(prefix);
  expect(errorDetailsSchema.safeParse(details).success).toBe(true);
  expect(messageForKeyProblem('other_provider', details).title).toContain(provider.name);
});

describe('a key without a prefix of its own', () => {
  const hex = '0123456789abcdef';

  it.each([
    [`sk-${'a1B2'.repeat(5)}T3BlbkFJ${'a1B2'.repeat(5)}`, 'openai'],
    [`rc_${hex.repeat(4)}`, 'featherless'],
    [`${hex.repeat(2)}.Ab3dE5gH7jK9mN1p`, 'zhipu'],
    ['Ab3dE5gH7jK9'.repeat(7), 'azure'],
    [`sk-${hex.repeat(2)}`, null],
    [hex.repeat(2), null],
    ['ollama', null],
    ['', null],
  ])('%s belongs to %s', (key, id) => {
    expect(providerOfKey(key)?.id ?? null).toBe(id);
  });

  it('lacks the form of a provider whose keys all have one', () => {
    expect(formThatKeyLacks('groq', `sk-${hex}`)).toBe('start with gsk_');
    expect(formThatKeyLacks('deepseek', `sk-${hex}`)).toContain('32 characters');
    expect(formThatKeyLacks('deepseek', `sk-${hex.repeat(2)}`)).toBeNull();
    expect(formThatKeyLacks('mistral', 'anything')).toBeNull();
  });
});

test("hides all parts of Baidu's keys", () => {
  expect(hideKeys('a bce-v3/ALTAK-Ab3dE5gH7j/0123456789abcdef, b', '…')).toBe('a …, b');
});
