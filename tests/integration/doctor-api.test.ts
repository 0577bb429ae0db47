import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET, POST } from '#app/api/doctor/route.ts';
import { POST as signIn } from '#app/api/session/route.ts';
import {
  CHECK_IDS,
  CHECKS_BEFORE_THE_WIRE,
  parseDoctorEvent,
} from '#lib/core/doctor/report/doctor-report.ts';
import { registry, resetRegistry } from '#lib/server/registry.ts';
import {
  expectNoKey,
  invalidKey,
  KEY,
  MODELS,
  OTHER_KEY,
} from '#tests/unit/doctor/doctor-fixture.ts';
import { folderForEachTest, startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

const HOST = 'chat.example';
const VISITOR_CODE = 'a code for the visitors';
const OPERATOR_CODE = 'a code for the operator';

const upstream = await startOpenAi();
const folder = folderForEachTest();
let lines: string[];

beforeEach(() => {
  vi.spyOn(process, 'cwd').mockReturnValue(folder.path);
  startSite();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function startSite(env: Record<string, string | undefined> = {}): void {
  resetRegistry();
  lines = [];
  registry().writeLine = (line) => lines.push(line);
  const all = {
    NODE_ENV: 'production',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: MODELS,
    STARLIGHT_ACCESS_CODE: VISITOR_CODE,
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    ...env,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}

const sameOrigin = {
  host: HOST,
  origin: `http://${HOST}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};

function ask(headers: Record<string, string> = {}, body: unknown = {}): Promise<Response> {
  const init = { method: 'POST', headers: { ...sameOrigin, ...headers } };
  return POST(new Request(`http://${HOST}/api/doctor`, { ...init, body: JSON.stringify(body) }));
}

async function cookieFor(code: string): Promise<string> {
  const request = new Request(`http://${HOST}/api/session`, {
    method: 'POST',
    headers: sameOrigin,
    body: JSON.stringify({ code }),
  });
  return (await signIn(request)).headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('POST /api/doctor', () => {
  it('returns the report to the operator', async () => {
    const response = await ask({ cookie: await cookieFor(OPERATOR_CODE) });
    expect(response.status).toBe(200);
    const report = await response.json();
    expect(report).toMatchObject({ ok: true, verdict: 'The key works.' });
    expect(report.checks.map(({ id }: { id: string }) => id)).toEqual([...CHECK_IDS]);
  });

  it('refuses strangers with 401 and visitors with 403, without asking the upstream', async () => {
    expect((await ask()).status).toBe(401);
    const refused = await ask({ cookie: await cookieFor(VISITOR_CODE) });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { kind: 'access_required' } });
    expect(upstream.requests).toEqual([]);
  });

  it('refuses another site, another method, a plain form and an unknown check', async () => {
    const cookie = await cookieFor(OPERATOR_CODE);
    expect((await ask({ cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask({ cookie, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await ask({ cookie }, { check: 'rm -rf' })).status).toBe(400);
    expect((await GET(new Request(`http://${HOST}/api/doctor`))).status).toBe(405);
    expect(upstream.requests).toEqual([]);
  });

  it('streams each event as a line when requested', async () => {
    const response = await ask({
      cookie: await cookieFor(OPERATOR_CODE),
      accept: 'application/x-ndjson',
    });
    const text = await response.text();
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => parseDoctorEvent(JSON.parse(line)));
    expect(events[0]).toMatchObject({ type: 'plan' });
    expect(events.filter((event) => event?.type === 'check')).toHaveLength(CHECK_IDS.length);
    expect(events.at(-1)).toMatchObject({ type: 'report', report: { ok: true } });
  });

  it('runs one check with the checks it depends on', async () => {
    const response = await ask({ cookie: await cookieFor(OPERATOR_CODE) }, { check: 'shape' });
    const { checks } = await response.json();
    expect(checks.map(({ id }: { id: string }) => id)).toEqual(['mode', 'variable', 'shape']);
  });

  it('runs the checks that send nothing, and sends nothing', async () => {
    const cookie = await cookieFor(OPERATOR_CODE);
    const { checks, ok } = await (await ask({ cookie }, { before: 'wire' })).json();
    expect(checks.map(({ id }: { id: string }) => id)).toEqual([...CHECKS_BEFORE_THE_WIRE]);
    expect(checks.at(-1).id).toBe('settings');
    expect(ok).toBe(true);
    expect(upstream.requests).toEqual([]);
    expect((await ask({ cookie }, { before: 'wire', check: 'shape' })).status).toBe(400);
  });

  it('shows strangers and visitors no results in production, whatever they request', async () => {
    for (const env of [{}, { OPENAI_API_KEY: undefined }, { STARLIGHT_OPERATOR_CODE: undefined }]) {
      startSite(env);
      for (const cookie of ['', await cookieFor(VISITOR_CODE)]) {
        for (const scope of [{}, { before: 'wire' }, { check: 'variable' }]) {
          const refused = await ask({ cookie }, scope);
          expect([401, 403]).toContain(refused.status);
          expect(await refused.text()).not.toMatch(/verdict|OPENAI_API_KEY|"checks"/);
        }
      }
    }
  });

  it('notices a file that is newer than the server', async () => {
    vi.spyOn(process, 'uptime').mockReturnValue(3600);
    writeFileSync(path.join(folder.path, '.env.local'), `OPENAI_API_KEY=${OTHER_KEY}\n`);
    upstream.respond(invalidKey);
    const response = await ask({ cookie: await cookieFor(OPERATOR_CODE) });
    expect(await response.json()).toMatchObject({
      ok: false,
      fix: 'Stop the server and start it again.',
    });
  });

  it('works while the site is not configured', async () => {
    startSite({ OPENAI_API_KEY: undefined });
    const report = await (await ask({ cookie: await cookieFor(OPERATOR_CODE) })).json();
    expect(report).toMatchObject({ ok: false, verdict: "OPENAI_API_KEY isn't set." });
  });

  it('shows the public only the mode in a demo that has a key', async () => {
    startSite({ STARLIGHT_DEMO: '1' });
    const { checks, verdict } = await (await ask()).json();
    expect(verdict).toMatch(/^Starlight is running as the demo/);
    expect(checks).toMatchObject([
      { id: 'mode', title: expect.stringMatching(/no key is needed/) },
    ]);
    expect(upstream.requests).toEqual([]);
    const operatorReport = await (await ask({ cookie: await cookieFor(OPERATOR_CODE) })).json();
    expect(operatorReport.checks).toHaveLength(CHECK_IDS.length);
  });

  it('allows thirty requests a minute', async () => {
    const cookie = await cookieFor(OPERATOR_CODE);
    for (let count = 0; count < 30; count += 1) await ask({ cookie }, { check: 'mode' });
    expect((await ask({ cookie }, { check: 'mode' })).status).toBe(429);
  });

  it.each([
    ['works', KEY],
    ['is refused', OTHER_KEY],
    ['is malformed', `"${KEY}\n"`],
    ['has a public copy', KEY],
  ])('puts no part of a key that %s into the report or the log', async (name, key) => {
    startSite({
      OPENAI_API_KEY: key,
      NEXT_PUBLIC_KEY: name.includes('copy') ? key : undefined,
    });
    const response = await ask({ cookie: await cookieFor(OPERATOR_CODE) });
    expectNoKey(await response.text());
    expectNoKey(lines.join(''));
    expectNoKey(JSON.stringify([...response.headers]));
    expect(lines.join('')).toContain('/api/doctor');
  });
});
