import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { STARLIGHT_VARIABLES } from './known-variables.ts';
import { readConfig } from './read-config.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const live = { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' };

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

describe('.env.local.example', () => {
  const example = readFileSync(new URL('../../../.env.local.example', import.meta.url), 'utf8');

  it('lists every existing variable and no others', () => {
    const named = [...example.matchAll(/^#?((?:STARLIGHT|OPENAI)_[A-Z0-9_]+)=/gm)].map(
      ([, name]) => name,
    );
    expect(named.filter((name) => name?.startsWith('STARLIGHT_')).sort()).toEqual(
      [...STARLIGHT_VARIABLES].sort(),
    );
    expect(named.filter((name) => name?.startsWith('OPENAI_'))).toEqual([
      'OPENAI_API_KEY',
      'OPENAI_BASE_URL',
      'OPENAI_ORG_ID',
      'OPENAI_PROJECT_ID',
    ]);
  });

  it('shows the actual defaults', () => {
    const shown = Object.fromEntries(
      [...example.matchAll(/^#(STARLIGHT_\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
    );
    const { STARLIGHT_ORIGIN: _, ...defaults } = shown;
    expect(Object.keys(defaults).length).toBeGreaterThan(8);
    const { setVariables, ...withDefaults } = readConfig({ ...live, ...defaults });
    const { setVariables: __, ...plain } = readConfig(live);
    expect(setVariables).toContain('STARLIGHT_RATE_LIMIT');
    expect(withDefaults).toEqual(plain);
  });
});
