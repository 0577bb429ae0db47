import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROVIDERS } from '../providers/find-provider.ts';
import { findPlaceholder } from './find-placeholder.ts';
import { inspectKey } from './inspect-key.ts';
import { OPENAI_KEY_PREFIXES } from './key-prefixes.ts';

const CERTAIN = [
  'sk-...',
  'sk-…',
  'sk-proj-...',
  'sk-ab12...9f',
  'sk-ab12************9f',
  'sk-***',
  '<your key>',
  '<your-api-key>',
  '<YOUR_API_KEY>',
  '[your api key]',
  '{your_key}',
  'your-key-here',
  'YOUR_API_KEY',
  'YOUR-OPENAI-API-KEY',
  'YourApiKeyHere',
  'yourapikey',
  'your_openai_api_key_here',
  'sk-your-key-here',
  'sk-proj-your_key_here',
  'sk-your-api-key-goes-here-0000000000000000',
  'gsk_your_groq_api_key',
  'sk-ant-your-key',
  'sk-or-v1-your-key-here',
  'hf_your_token',
  'AIzaYourKey',
  'insert-your-key-here',
  'insert_api_key_here',
  'paste-key-here',
  'replace-with-your-key',
  'replace_with_actual_key',
  'REPLACE_ME',
  'REPLACE-ME',
  'replaceme',
  'sk-REPLACE_ME',
  '<REPLACE_THIS>',
  'FILL_ME_IN',
  'put-your-key-here',
  'add-your-key',
  'set_your_api_key',
  'PASTE_HERE',
  'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'sk-XXXXXXXXXXXXXXXXXXXXT3BlbkFJXXXXXXXXXXXXXXXXXXXX',
  'xxxxxxxx',
  'sk-proj-xxxx-xxxxxxxx',
  'sk-or-v1-0000000000000000000000000000000000000000',
  'sk-',
  'sk-proj-',
  'sk-____',
  'dein-api-schlüssel',
  'DEIN_API_KEY',
  'votre-clé-api',
  'tu-clave-aqui',
  'sua-chave-api-aqui',
  'la-tua-chiave',
  'twój-klucz-api',
  'ваш-ключ',
  '你的API密钥',
  '您的密钥',
  '请填写密钥',
  'あなたのAPIキー',
  '여기에-키',
];

const LIKELY = [
  'changeme',
  'CHANGE_ME',
  'my-secret-key',
  'xxx',
  'sk-xxx',
  'sk-1234',
  'sk-123456',
  'sk-abc123',
  'sk-000',
  'dummy',
  'sk-dummy-key',
  'placeholder',
  'test',
  'test-key',
  'sk-test',
  'API_KEY',
  'api-key',
  'TODO',
  'example-key',
  'redacted',
  'foo',
  'secret',
];

const NONE = [
  'ollama',
  'none',
  'EMPTY',
  'lm-studio',
  'litellm-proxy-4711',
  'sk-litellm-Ab3dE5gH',
  'gsk_0123456789abcdefghijklmnop',
  'sk-0123456789abcdef0123456789abcdef',
  'yourname-7Gh2Kq9Zt4',
  'sk-proj-yourT3BlbkFJkeyQ7vR2mK9tB4n',
  'correct-horse-battery',
  '',
];

const BASE62 = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const HEX = [...'0123456789abcdef'];
const random = (alphabet: readonly string[], minLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength: 160 });

describe('findPlaceholder', () => {
  it.each(CERTAIN)('knows that nobody has the key %s', (value) => {
    expect(findPlaceholder(value)).toBe('certain');
  });

  it.each(LIKELY)('finds %s likely, since an own gateway may have it', (value) => {
    expect(findPlaceholder(value)).toBe('likely');
  });

  it.each(NONE)('leaves %s alone', (value) => {
    expect(findPlaceholder(value)).toBeNull();
  });

  const prefixes = ['', ...OPENAI_KEY_PREFIXES, ...PROVIDERS.flatMap((site) => site.keyPrefixes)];

  it('takes no random key of any provider for a placeholder', () => {
    const key = fc.oneof(random(BASE62, 20), random([...BASE62, '-', '_'], 24), random(HEX, 32));
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), key, (prefix, rest) => {
        fc.pre(!/(.)\1{11}/.test(rest) && new Set(rest).size > 6);
        expect(findPlaceholder(prefix + rest)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it('takes time linear in the text', () => {
    const shapes = ['your', 'sk-', 'key', '<', '-', 'x', 'anahtarınız', 'my key '];
    for (const shape of shapes) findPlaceholder(shape.repeat(200_000));
  });
});

describe('inspectKey with a placeholder', () => {
  const sites = PROVIDERS.map((site) => new URL(site.baseUrl).host.replace(/your-[a-z]+/, 'eu-1'));

  it.each([...new Set(sites)])('rejects each at %s', (baseUrlHost) => {
    for (const value of [...CERTAIN, ...LIKELY]) {
      const inspection = inspectKey(value, { baseUrlHost });
      expect([value, inspection.ok]).toEqual([value, false]);
    }
  });

  it.each(['gateway.example.com', 'llm.example.org:8443'])(
    'rejects the certain ones at an unknown address, %s, and warns of the others',
    (baseUrlHost) => {
      for (const value of CERTAIN) {
        expect([value, inspectKey(value, { baseUrlHost }).ok]).toEqual([value, false]);
      }
      for (const value of LIKELY) {
        const inspection = inspectKey(value, { baseUrlHost });
        expect([value, inspection]).toEqual([value, { ok: true, warnings: ['placeholder'] }]);
      }
    },
  );

  it.each([
    'localhost:11434',
    '127.0.0.1:1234',
    'ollama:11434',
    '192.168.1.7:8000',
    'llm.internal',
  ])('accepts what a header can hold at a local address, %s', (baseUrlHost) => {
    const usable = [...CERTAIN, ...LIKELY, ...NONE].filter((value) => /^[!-~]+$/.test(value));
    for (const value of usable) {
      expect([value, inspectKey(value, { baseUrlHost })]).toEqual([
        value,
        { ok: true, warnings: [] },
      ]);
    }
  });
});
