import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { redactForVisitor } from '#lib/core/errors/error-body.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { startServer } from '../process/start-server.ts';
import { registry, resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';
import { readSiteState } from './read-site-state.ts';

const SECRET = 'qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAuQ2iO4eT6rY8wM1bN3';
const KEY = `sk-proj-${SECRET}`;
const CODE = 'Zj5kVh2gXf9dCa7s';

const MALFORMED = [
  `"${KEY}"`,
  ` ${KEY}`,
  `Bearer ${KEY}`,
  `OPENAI_API_KEY=${KEY}`,
  `${KEY.slice(0, 20)}\n${KEY.slice(20)}`,
  `${KEY.slice(0, 20)} ${KEY.slice(20)}`,
  `${KEY.slice(0, 20)}\u200b${KEY.slice(20)}`,
  `“${KEY}”`,
  `<${KEY}>`,
  `https://x.example/${KEY}`,
  `sk-admin-${SECRET}`,
  `sess-${SECRET}`,
  `gsk_${SECRET}`,
  `org-${SECRET}`,
  `eyJ${SECRET}`,
];

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

function expectNoFragment(text: string, secret: string): void {
  for (let start = 0; start + 4 <= secret.length; start++) {
    expect(text).not.toContain(secret.slice(start, start + 4));
  }
}

it.each(MALFORMED)('shows no fragment of a malformed key anywhere: %s', async (key) => {
  vi.stubEnv('OPENAI_API_KEY', key);
  vi.stubEnv('STARLIGHT_ACCESS_CODE', CODE);
  const lines: string[] = [];
  registry().writeLine = (line) => lines.push(line);
  // Signal handlers would outlive the test.
  registry().shutdown.installed = true;
  startServer();
  const { sessionSecret, accessCode, ...config } = readConfig();
  if (config.keyInspection.ok) throw new Error('the key is malformed');
  const { kind, details } = config.keyInspection;
  const body = toErrorBody({ kind, details }, 'sl_1');
  const site = await readSiteState(null, new Headers());
  const shown = JSON.stringify([config, body, redactForVisitor(body), site, lines]);
  expect(shown).toContain('OPENAI_API_KEY');
  expect(lines.length).toBeGreaterThan(1);
  expectNoFragment(shown, SECRET);
  expectNoFragment(shown, CODE);
  expect(sessionSecret).toHaveLength(32);
  expect(accessCode).toBe(CODE);
});

it.each([
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'STARLIGHT_RATE_LIMIT',
  'STARLIGHT_DEMO',
  'STARLIGHT_PUBLIC',
  'STARLIGHT_CLOSED',
  'STARLIGHT_ORIGIN',
  'STARLIGHT_TEAM_TOKENS',
  'STARLIGHT_SESSION_SECRET',
  'STARLIGHT_MISSPELLED',
])('shows no fragment of a key that was pasted into %s', (variable) => {
  const { problems } = readConfig({ OPENAI_API_KEY: KEY, [variable]: `${SECRET.slice(0, 20)}\n!` });
  expect(problems.some((problem) => problem.variable === variable)).toBe(true);
  expectNoFragment(JSON.stringify(problems), SECRET);
});
