import { describe, expect, it } from 'vitest';
import { installScriptPolicy, type ScriptPolicyRules } from './script-policy.ts';

const ORIGIN = 'https://chat.example';

function rulesOf(): ScriptPolicyRules {
  const policies: [string, ScriptPolicyRules][] = [];
  installScriptPolicy(ORIGIN, { createPolicy: (name, rules) => policies.push([name, rules]) });
  const [name, rules] = policies[0] ?? [];
  if (name !== 'default' || policies.length !== 1 || !rules) throw new Error('no default policy');
  return rules;
}

describe('installScriptPolicy', () => {
  it.each([
    '/_next/static/chunks/0a1b2c.js',
    '/_next/static/chunks/0a1b2c.js?retry=1',
    `${ORIGIN}/_next/static/chunks/0a1b2c.js`,
    '/sw.js',
  ])('allows %s', (url) => {
    expect(rulesOf().createScriptURL(url)).toBe(url);
  });

  it.each([
    '',
    '/',
    '/api/log',
    '/_next/data.js',
    '/a/sw.js',
    '/sw.js/api',
    'https://evil.example/sw.js',
    '/_next/static/../../api/log',
    '/_next/static/..%2f..%2fapi\\..\\..\\..\\x',
    '//evil.example/_next/static/a.js',
    '\\\\evil.example/_next/static/a.js',
    'https://evil.example/_next/static/a.js',
    'https://chat.example.evil.example/_next/static/a.js',
    'https://chat.example@evil.example/_next/static/a.js',
    'http://chat.example/_next/static/a.js',
    'blob:https://chat.example/_next/static/a.js',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
    'https://',
  ])('refuses %s', (url) => {
    expect(rulesOf().createScriptURL(url)).toBeNull();
  });

  it('allows React’s empty script element and refuses all other markup and all code', () => {
    const rules = rulesOf();
    expect(rules.createHTML('<script></script>')).toBe('<script></script>');
    for (const text of [
      '',
      '<b>',
      '<script>alert(1)</script>',
      '<script></script><img onerror=1>',
    ]) {
      expect(rules.createHTML(text)).toBeNull();
    }
    expect(Object.keys(rules)).toEqual(['createHTML', 'createScriptURL']);
  });

  it('does nothing in a browser without Trusted Types', () => {
    expect(() => installScriptPolicy(ORIGIN, undefined)).not.toThrow();
  });
});
