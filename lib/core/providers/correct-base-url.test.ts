import { describe, expect, it, test } from 'vitest';
import { correctBaseUrl } from './correct-base-url.ts';
import { PROVIDERS, type Provider } from './find-provider.ts';

/** The base URL with a resource, region or account in each blank. */
const filled = ({ baseUrl }: Provider) => baseUrl.replace(/YOUR-[A-Z]+/g, 'a1');
const rows = PROVIDERS.map(
  (provider) => [`${provider.name}: ${filled(provider)}`, provider] as const,
);

describe.each(rows)('%s', (_, provider) => {
  const right = filled(provider);
  const { origin, host, pathname } = new URL(right);
  const corrected = (address: string) => correctBaseUrl(address)?.baseUrl ?? null;
  const accountPath = pathname.split('/').includes('a1');

  it('is right as it is', () => {
    expect(corrected(right)).toBeNull();
    expect(corrected(`${right}/`)).toBeNull();
    expect(corrected(` ${right} `)).toBeNull();
  });

  it.each(['/chat/completions', '/models', '/responses', '/chat/completions/'])(
    'is found without %s at its end',
    (endpoint) => {
      expect(correctBaseUrl(`${right}${endpoint}`)).toEqual({
        provider,
        baseUrl: right,
        isApiHost: true,
      });
    },
  );

  it('is found by its host alone, unless that is enough', () => {
    if (accountPath) expect(corrected(origin)).toMatch(/YOUR-ACCOUNT|YOUR-PROJECT/);
    else expect(corrected(origin)).toBe(pathname === '/' ? null : right);
  });

  it('is found by a path it does not have', () => {
    expect(corrected(`${origin}/nothing/here/at/all`)).toContain(host);
    if (!accountPath) expect(corrected(`${origin}/nothing/here/at/all`)).toBe(right);
  });

  it('is found without a scheme, with plain http, a port, a user or a query', () => {
    const rest = right.slice('https://'.length);
    for (const address of [
      rest,
      `http://${rest}`,
      right.replace(host, `${host}:8443`),
      right.replace('https://', 'https://user:Secret9@'),
      `${right}?api-version=2024-10-21`,
      `${right}#here`,
    ]) {
      expect(corrected(address), address).toBe(right);
    }
  });

  it('is meant by its website', () => {
    for (const pattern of provider.wrongHosts) {
      const correction = correctBaseUrl(`https://${pattern.replace('*', 'eu-1')}/settings/keys`);
      expect(correction).toEqual({ provider, baseUrl: provider.baseUrl, isApiHost: false });
    }
  });

  it('never repeats a secret', () => {
    for (const secret of ['sk-proj-Secret9Secret9', 'Secret9%20Secret9', 'Secret9!Secret9']) {
      for (const address of [
        `https://${secret}@${host}${pathname}`,
        `${right}/${secret}`,
        `${origin}/v1/${secret}`,
        `${origin}/v1/projects/${secret}/locations/${secret}/endpoints/openapi/x`,
        `${right}?key=${secret}`,
      ]) {
        expect(corrected(address) ?? '').not.toContain('Secret9');
      }
    }
  });
});

test('keeps what was already right of a path with blanks', () => {
  expect(correctBaseUrl('https://gateway.ai.cloudflare.com/v1/acc/gate')?.baseUrl).toBe(
    'https://gateway.ai.cloudflare.com/v1/acc/gate/compat',
  );
});

test.each([
  'https://relay.example/v1',
  'http://localhost:11434',
  'https://api.groq.com.evil.test',
  'ftp://api.groq.com',
  'nonsense',
  '',
  '://',
  `https://api.groq.com/${'a'.repeat(10_000)}`,
])('has nothing to say about %.60s', (address) => {
  expect(correctBaseUrl(address)).toBeNull();
});
