import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as doctor } from '#app/api/doctor/route.ts';
import { GET as health } from '#app/api/health/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { startServer } from '#lib/server/process/start-server.ts';
import { registry } from '#lib/server/registry.ts';
import { operatorCredentials } from '#tests/support/forged-credentials.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const messages = [{ role: 'user', content: 'Hi' }];

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
afterEach(() => vi.unstubAllEnvs());

function start(env: Record<string, string>): StarlightProcess {
  const starlight = startStarlight({
    OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
    STARLIGHT_TEAM_TOKENS: `bot:${TEAM_TOKEN}`,
    ...env,
  });
  // The handlers of signals would outlive the test.
  registry().shutdown.installed = true;
  startServer();
  return starlight;
}

// As `docker run --env-file` passes on a line that was written for a shell.
describe.each([
  ['STARLIGHT_DAILY_TOKENS', '"7654321"'],
  ['STARLIGHT_DAILY_SPEND', '"76.54"'],
  ['STARLIGHT_MODELS', '"gpt-test"'],
  ['STARLIGHT_RATE_LIMIT', "'76543'"],
  ['STARLIGHT_TEAM_SHARES', '“bot:25”'],
])('%s in quotes', (variable, value) => {
  it('sends nothing upstream, from the page or from a program, and says why', async () => {
    start({ [variable]: value });
    const sent = upstream.requests.length;
    const fromPage = await chat(pageRequest('/api/chat', { messages }));
    expect(fromPage.status).toBe(503);
    expect((await fromPage.json()).error.kind).toBe('not_configured');
    const fromProgram = await completions(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messages }),
      }),
    );
    expect(fromProgram.status).toBe(503);
    expect(upstream.requests).toHaveLength(sent);
    const { configured } = await (
      await health(new Request('http://localhost:3000/api/health'))
    ).json();
    expect(configured).toBe(false);
  });

  it('is reported with the word "quotes" on the page, in the banner, by the doctor and in the log', async () => {
    const { rawLog } = start({ [variable]: value });
    const operator = await operatorCredentials(currentConfig());
    const site = await readSiteState(operator['cookie'] ?? null, new Headers());
    const shown = site.problems.find((problem) => problem.variable === variable);
    expect(site.mode).toBe('setup');
    expect(`${shown?.problem} ${shown?.fix}`).toContain('quotes');

    const refused = await chat(pageRequest('/api/chat', { messages }, { headers: operator }));
    const { error } = await refused.json();
    const banner = describeError(error, {
      audience: 'operator',
      contact: null,
      upstreamName: 'OpenAI',
      model: null,
    });
    expect(banner.title).toBe(`${variable} has quotes in its value`);

    const report = await doctor(
      pageRequest('/api/doctor', { check: 'settings' }, { headers: operator }),
    );
    const text = await report.text();
    expect(text).toContain(`${variable} has quotes in its value`);

    const hint = rawLog.find((line) => line.includes('"hint"') && line.includes(variable));
    expect(hint).toContain('quotes');
    for (const words of [rawLog.join(''), text, JSON.stringify([site.problems, error])]) {
      expect(words).not.toContain(value.slice(1, -1));
    }
  });
});
