import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import { requireServing } from './require-serving.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';

beforeEach(resetRegistry);

function failureOf(env: Record<string, string>): unknown {
  try {
    requireServing(readConfig(env));
    return null;
  } catch (error) {
    return error;
  }
}

describe('requireServing', () => {
  it.each([
    ['the demo', { STARLIGHT_DEMO: '1' }],
    ['a public site', { OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1' }],
  ])('accepts %s', (_, env) => {
    expect(failureOf(env)).toBeNull();
  });

  it.each([
    ['closed', undefined, { OPENAI_API_KEY: KEY, STARLIGHT_CLOSED: '1' }],
    ['not_configured', { variable: 'OPENAI_API_KEY', reason: 'not_set' }, {}],
    ['key_malformed', { reason: 'quotes' }, { OPENAI_API_KEY: `"${KEY}"` }],
    ['key_malformed', { reason: 'placeholder' }, { OPENAI_API_KEY: 'your-key-here' }],
    ['wrong_credential_type', { reason: 'admin_key' }, { OPENAI_API_KEY: `sk-admin-${KEY}` }],
    [
      'not_configured',
      { variable: 'STARLIGHT_ACCESS_CODE', reason: 'unprotected' },
      { OPENAI_API_KEY: KEY },
    ],
    [
      'not_configured',
      { variable: 'OPENAI_BASE_URL', reason: 'insecure_http' },
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://10.0.0.1/v1', STARLIGHT_RATE_LIMIT: 'x' },
    ],
  ])('rejects with %s and %j', (kind, details, env) => {
    expect(failureOf(env)).toMatchObject({ failure: { kind, ...(details && { details }) } });
  });
});
