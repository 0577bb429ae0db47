import { describe, expect, it } from 'vitest';
import { assertNoPublicKey } from './public-key-check.mjs';

const SECRET = 'qX7vR2mK9tB4nW8zL3cF6hJ1';

describe('assertNoPublicKey', () => {
  it.each([
    ['NEXT_PUBLIC_OPENAI_API_KEY', 'anything'],
    ['NEXT_PUBLIC_OPEN_AI_KEY', 'anything'],
    ['NEXT_PUBLIC_STARLIGHT_ACCESS_CODE', 'x'],
    ['NEXT_PUBLIC_REDIS_URL', 'x'],
    ['NEXT_PUBLIC_X', `sk-${SECRET}`],
    ['NEXT_PUBLIC_X', `sk-proj-${SECRET}`],
    ['NEXT_PUBLIC_X', `Bearer sk-proj-${SECRET}`],
    ['NEXT_PUBLIC_X', `"sk-ant-${SECRET}"`],
    ['NEXT_PUBLIC_X', `gsk_${SECRET}`],
    ['NEXT_PUBLIC_X', `https://relay.example/?key=AIza${SECRET}`],
  ])('rejects %s containing %s, naming the variable and not the value', (name, value) => {
    const check = () => assertNoPublicKey({ [name]: value });
    expect(check).toThrow(`${name} contains what looks like a key`);
    expect(check).not.toThrow(SECRET.slice(0, 4));
  });

  it.each([
    ['OPENAI_API_KEY', 'azure-key-without-prefix', 'azure-key-without-prefix'],
    ['STARLIGHT_ACCESS_CODE', 'our-access-code', 'our-access-code'],
    ['REDIS_URL', `rediss://default:${SECRET}@host:6379`, SECRET],
    ['REDIS_URL', 'redis://localhost:6379/1', 'redis://localhost:6379/1'],
    ['STARLIGHT_TEAM_TOKENS', `a:${'s'.repeat(24)},ci:${'t'.repeat(24)}`, 't'.repeat(24)],
  ])('rejects a public copy of %s', (name, value, secret) => {
    const env = { [name]: value, NEXT_PUBLIC_COPY: `x${secret}y` };
    expect(() => assertNoPublicKey(env)).toThrow('NEXT_PUBLIC_COPY');
  });

  it.each([
    ['NEXT_PUBLIC_OPENAI_MODEL', 'gpt-6.1-sol'],
    ['NEXT_PUBLIC_SITE_NAME', 'Risk-management-assistant'],
    ['NEXT_PUBLIC_OPENAI_API_KEY', ' '],
    ['NEXT_PUBLIC_POSTHOG', 'phc_abcdefghijklmnop'],
    ['OPENAI_API_KEY', `sk-proj-${SECRET}`],
  ])('accepts %s=%s', (name, value) => {
    expect(() =>
      assertNoPublicKey({ [name]: value, STARLIGHT_OPERATOR_CODE: 'short' }),
    ).not.toThrow();
  });
});
