import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as doctor } from '#app/api/doctor/route.ts';
import { GET as health } from '#app/api/health/route.ts';
import { GET as readLog, POST as writeToLog } from '#app/api/log/route.ts';
import { POST as startSession } from '#app/api/session/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { parseResponseLog, type ResponseLog } from '#lib/core/response-log/response-log.ts';
import { reply } from '#tests/support/completion-events.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

const OPERATOR_CODE = 'a code for the operator';
const VISITOR_CODE = 'a code for the visitors';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const REQUEST_ID = /^sl_[0-9a-f]{20}$/;

let upstream: ScriptableUpstream;
let live: Record<string, string>;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  live = {
    OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_ACCESS_CODE: VISITOR_CODE,
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    STARLIGHT_TEAM_TOKENS: `reports:${TEAM_TOKEN}`,
  };
});
afterAll(() => upstream.close());
beforeEach(() => {
  startStarlight(live);
  upstream.respond((exchange) => stream(reply('Hello.'))(exchange));
});
afterEach(() => vi.unstubAllEnvs());

const unauthorized = answer(401, { error: { message: 'no', code: 'invalid_api_key' } });

function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function signIn(code: string): Promise<string> {
  return cookieOf(await startSession(pageRequest('/api/session', { code })));
}

async function ask(cookie = '', content = 'Hi'): Promise<Response> {
  const messages = [{ role: 'user', content }];
  const response = await chat(pageRequest('/api/chat', { messages }, { headers: { cookie } }));
  await response.clone().text();
  return response;
}

/** Reads the log as the page does, unless `more` says otherwise; an empty header is not sent. */
function get(cookie: string, query = '', more: Record<string, string> = {}): Promise<Response> {
  const all = { host: 'localhost:3000', 'sec-fetch-site': 'same-origin', cookie, ...more };
  const headers = Object.entries(all).filter(([, value]) => value !== '');
  return readLog(new Request(`http://localhost:3000/api/log${query}`, { headers }));
}

async function logFor(cookie: string, query = ''): Promise<ResponseLog> {
  const response = await get(cookie, query);
  expect(response.status).toBe(200);
  const log = parseResponseLog(await response.json());
  if (!log) throw new Error('not a log');
  return log;
}

describe('GET /api/log', () => {
  it('shows the operator successes and failures, newest first', async () => {
    const visitor = await signIn(VISITOR_CODE);
    const succeeded = await ask(visitor);
    upstream.respond(unauthorized);
    const failed = await ask(visitor);
    const { entries, ...log } = await logFor(await signIn(OPERATOR_CODE));
    expect(log).toEqual({
      enabled: true,
      capacity: 500,
      others: 500,
      notKept: { unknownPaths: 0, refusals: 0 },
      ownOnly: false,
      instance: {
        id: expect.stringMatching(/^[0-9a-f]{8}$/),
        startedAt: expect.stringMatching(/Z$/),
        oneOfSeveral: false,
      },
    });
    expect(entries.map(({ route, status }) => [route, status])).toEqual([
      ['/api/session', 204],
      ['/api/chat', 401],
      ['/api/chat', 200],
      ['/api/session', 204],
    ]);
    expect(entries[1]).toEqual({
      time: expect.stringMatching(/Z$/),
      requestId: failed.headers.get('x-request-id'),
      route: '/api/chat',
      method: 'POST',
      role: 'visitor',
      visitor: expect.stringMatching(/^[0-9a-f]{12}$/),
      model: 'gpt-test',
      status: 401,
      certainty: 'recognized',
      kind: 'key_invalid',
      durationMs: expect.any(Number),
    });
    expect(entries[2]).toMatchObject({
      requestId: succeeded.headers.get('x-request-id'),
      visitor: entries[1]?.visitor,
      status: 200,
      finishReason: 'stop',
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      ttfbMs: expect.any(Number),
    });
    expect(entries[2]).not.toHaveProperty('kind');
  });

  it('contains the name of a team token, and why a program without one was refused', async () => {
    const program = (token: string) =>
      completions(
        new Request('http://localhost:3000/v1/chat/completions', {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }] }),
        }),
      );
    await program(TEAM_TOKEN);
    await program(`${TEAM_TOKEN}-not`);
    const { entries } = await logFor(await signIn(OPERATOR_CODE));
    expect(entries[2]).toMatchObject({ route: '/v1/chat/completions', teamToken: 'reports' });
    expect(entries[1]).toMatchObject({ status: 401, reason: 'invalid_api_key' });
    expect(JSON.stringify(entries)).not.toContain(TEAM_TOKEN);
  });

  it('refuses strangers with 401 and visitors with 403', async () => {
    const refused = await get('');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { kind: 'access_required' } });
    expect((await get(await signIn(VISITOR_CODE))).status).toBe(403);
    expect((await get('starlight=forged')).status).toBe(401);
  });

  it('omits health checks and readings of the log', async () => {
    const operator = await signIn(OPERATOR_CODE);
    await health(new Request('http://localhost:3000/api/health'));
    await get('');
    await writeToLog(new Request('http://localhost:3000/api/log', { method: 'POST' }));
    const { entries } = await logFor(operator);
    expect(entries.map(({ route }) => route)).toEqual(['/api/session']);
  });

  it.each([
    ['same-origin', 200],
    ['none', 200],
    ['', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['anything', 403],
  ])('answers a request whose Sec-Fetch-Site is %j with %i', async (site, status) => {
    const response = await get(await signIn(OPERATOR_CODE), '', { 'sec-fetch-site': site });
    expect(response.status).toBe(status);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses the origin of another site when a browser sends no Sec-Fetch-Site', async () => {
    const operator = await signIn(OPERATOR_CODE);
    const from = (origin: string) => get(operator, '', { 'sec-fetch-site': '', origin });
    expect((await from('http://evil.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from('http://localhost:3000')).status).toBe(200);
  });

  it('supports no other method', async () => {
    const response = await writeToLog(pageRequest('/api/log', {}));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('filters by kind, by failures or by request', async () => {
    const visitor = await signIn(VISITOR_CODE);
    const succeeded = await ask(visitor);
    upstream.respond(unauthorized);
    await ask(visitor);
    await ask();
    const operator = await signIn(OPERATOR_CODE);
    const kindsOf = async (query: string) =>
      (await logFor(operator, query)).entries.map(({ kind }) => kind);
    expect(await kindsOf('?kind=key_invalid')).toEqual(['key_invalid']);
    expect(await kindsOf('?kind=failures')).toEqual(['access_required', 'key_invalid']);
    expect(await kindsOf('?kind=overloaded')).toEqual([]);
    const requestId = succeeded.headers.get('x-request-id') ?? '';
    const filtered = await logFor(operator, `?request=${requestId}`);
    expect(filtered.entries.map((entry) => entry.requestId)).toEqual([requestId]);
    expect((await logFor(operator, `?request=sl_${'0'.repeat(20)}`)).entries).toEqual([]);
  });

  it.each([
    '?kind=nonsense',
    '?kind=',
    '?kind=toString',
    '?kind=internal&kind=busy',
    '?request=sl_1',
    '?request=../../etc/passwd',
    '?format=xml',
    '?secret=1',
    '?__proto__=1',
  ])('refuses %s', async (query) => {
    const response = await get(await signIn(OPERATOR_CODE), query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { kind: 'invalid_request' } });
  });

  it.each([
    ['?format=jsonl', {}],
    ['', { accept: 'application/x-ndjson' }],
    ['?format=jsonl&kind=failures', { accept: 'application/json' }],
  ])('returns JSON lines as a download: %s %j', async (query, headers) => {
    const visitor = await signIn(VISITOR_CODE);
    upstream.respond(unauthorized);
    await ask(visitor);
    const response = await get(await signIn(OPERATOR_CODE), query, headers);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="starlight-log-\d{8}T\d{6}Z-[0-9a-f]{8}\.jsonl"$/,
    );
    const text = await response.text();
    expect(text).toMatch(/\n$/);
    const lines = text.trimEnd().split('\n');
    const entries = lines.map((line): { requestId: string } => JSON.parse(line));
    expect(entries.every(({ requestId }) => REQUEST_ID.test(requestId))).toBe(true);
    expect(entries).toHaveLength(query.includes('failures') ? 1 : 3);
  });

  it('returns 304 as long as nothing is new', async () => {
    const operator = await signIn(OPERATOR_CODE);
    const first = await get(operator);
    const etag = first.headers.get('etag') ?? '';
    const again = await get(operator, '', { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    await ask();
    expect((await get(operator, '', { 'if-none-match': etag })).status).toBe(200);
  });

  it('can be read 120 times a minute by one session', async () => {
    const operator = await signIn(OPERATOR_CODE);
    for (let count = 0; count < 120; count += 1) await get(operator);
    expect((await get(operator)).status).toBe(429);
    expect((await get(await signIn(OPERATOR_CODE))).status).toBe(200);
  });

  it('reports that it is off, and is empty, when STARLIGHT_RESPONSE_LOG is 0', async () => {
    const starlight = startStarlight({ ...live, STARLIGHT_RESPONSE_LOG: '0' });
    const operator = await signIn(OPERATOR_CODE);
    await ask();
    expect(await logFor(operator)).toMatchObject({ enabled: false, entries: [] });
    expect(await (await get(operator, '?format=jsonl')).text()).toBe('');
    expect(starlight.requestLines().length).toBeGreaterThan(2);
  });

  it('reports on Vercel that there are several processes', async () => {
    startStarlight({ ...live, VERCEL: '1' });
    const response = await startSession(pageRequest('/api/session', { code: OPERATOR_CODE }));
    expect((await logFor(cookieOf(response))).instance.oneOfSeveral).toBe(true);
  });

  it('is available to the site owner while the site is not configured', async () => {
    startStarlight({ STARLIGHT_OPERATOR_CODE: OPERATOR_CODE });
    await ask();
    const { entries } = await logFor(await signIn(OPERATOR_CODE));
    expect(entries[1]).toMatchObject({ kind: 'not_configured', status: 503 });
  });
});

describe('the log of a public demo', () => {
  beforeEach(() => {
    startStarlight({ STARLIGHT_DEMO: '1', STARLIGHT_OPERATOR_CODE: OPERATOR_CODE });
  });

  it('shows each visitor only their own requests, from the first one', async () => {
    const first = await ask('', '/simulate rate_limited');
    const adaCookie = cookieOf(first);
    const second = await ask(adaCookie, '/simulate quota_exhausted');
    const bobsResponse = await ask('', '/simulate overloaded');
    // Refused before the visitor is identified.
    await chat(
      pageRequest('/api/chat', {}, { headers: { cookie: adaCookie, origin: 'http://a.test' } }),
    );

    const adasLog = await logFor(adaCookie);
    expect(adasLog.ownOnly).toBe(true);
    expect(adasLog.entries.map(({ kind }) => kind)).toEqual([
      'origin_rejected',
      'quota_exhausted',
      'rate_limited',
    ]);
    expect(adasLog.entries.slice(1).map(({ requestId }) => requestId)).toEqual(
      [second, first].map(({ headers }) => headers.get('x-request-id')),
    );
    expect((await logFor(cookieOf(bobsResponse))).entries.map(({ kind }) => kind)).toEqual([
      'overloaded',
    ]);
    expect((await logFor('')).entries).toEqual([]);
    const bobsRequest = `?request=${bobsResponse.headers.get('x-request-id')}`;
    expect((await logFor(adaCookie, bobsRequest)).entries).toEqual([]);
    expect(await (await get('', '?format=jsonl')).text()).toBe('');
  });

  it("shows everything to someone who has entered the operator's code", async () => {
    await ask();
    await doctor(pageRequest('/api/doctor', {}));
    const { ownOnly, entries } = await logFor(await signIn(OPERATOR_CODE));
    expect(ownOnly).toBe(false);
    expect(entries.map(({ route }) => route)).toEqual(['/api/session', '/api/doctor', '/api/chat']);
  });
});
