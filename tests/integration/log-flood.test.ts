import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET as unknownApi } from '#app/api/[...path]/route.ts';
import { POST as chat, GET as getChat } from '#app/api/chat/route.ts';
import { POST as doctor } from '#app/api/doctor/route.ts';
import { GET as readLog } from '#app/api/log/route.ts';
import { DELETE as endSession, POST as startSession } from '#app/api/session/route.ts';
import { POST as unknownV1 } from '#app/v1/[...path]/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { GET as models } from '#app/v1/models/route.ts';
import { parseResponseLog, type ResponseLog, ROOMS } from '#lib/core/response-log/response-log.ts';
import { responseMemory } from '#lib/server/log/keep-response.ts';
import { reply } from '#tests/support/completion-events.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const ORIGIN = 'http://localhost:3000';
const OPERATOR_CODE = 'a code for the operator';
const VISITOR_CODE = 'a code for the visitors';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const FLOOD = 520;

let upstream: ScriptableUpstream;
let starlight: StarlightProcess;
let visitor: string;
let operator: string;
/** Request ids of the protected lines: those that cost money or concern a session. */
let protectedIds: string[];

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
async function startWithProtectedLines(): Promise<void> {
  upstream.respond((exchange) => stream(reply('Hello.'))(exchange));
  starlight = startStarlight({
    OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_ACCESS_CODE: VISITOR_CODE,
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    STARLIGHT_TEAM_TOKENS: `reports:${TEAM_TOKEN}`,
  });
  const signedIn = await signIn(VISITOR_CODE);
  const asOperator = await signIn(OPERATOR_CODE);
  [visitor, operator] = [cookieOf(signedIn), cookieOf(asOperator)];
  const wrong = await signIn('a wrong code');
  const turn = await ask(visitor);
  const relayed = await program(TEAM_TOKEN, { stream: true });
  const examined = await doctor(
    pageRequest('/api/doctor', { check: 'mode' }, { headers: { cookie: operator } }),
  );
  const responses = [signedIn, asOperator, wrong, turn, relayed, examined];
  for (const response of responses) await response.text();
  protectedIds = responses.map(({ headers }) => headers.get('x-request-id') ?? '');
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const signIn = (code: string) => startSession(pageRequest('/api/session', { code }));
const messages = [{ role: 'user', content: 'Hi' }];
const ask = (cookie: string, headers: Record<string, string> = {}) =>
  chat(pageRequest('/api/chat', { messages }, { headers: { cookie, ...headers } }));
const get = (path: string, headers: Record<string, string> = {}) =>
  new Request(ORIGIN + path, { headers: { host: 'localhost:3000', ...headers } });
const program = (token: string, more: object = {}) =>
  completions(
    new Request(`${ORIGIN}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages, ...more }),
    }),
  );

async function logOf(cookie: string): Promise<ResponseLog> {
  const log = parseResponseLog(await (await readLog(get('/api/log', { cookie }))).json());
  if (!log) throw new Error('not a log');
  return log;
}

const FLOODS: [string, number, (at: number) => Promise<Response>][] = [
  ['unknown paths below /api', 404, (at) => unknownApi(get(`/api/${at}`))],
  ['unknown paths below /v1', 404, (at) => unknownV1(get(`/v1/${at}`))],
  ['chat without a session', 401, () => ask('')],
  ['a forged session', 401, () => ask('starlight=forged')],
  ['another origin', 403, () => ask(visitor, { origin: 'http://evil.example' })],
  ['another media type', 415, () => ask('', { 'content-type': 'text/plain' })],
  ['another method', 405, () => getChat(get('/api/chat'))],
  ['another method with a session', 405, () => getChat(get('/api/chat', { cookie: visitor }))],
  ['a length over the limit', 413, () => ask(visitor, { 'content-length': '99999999' })],
  ['signing out without a session', 204, () => endSession(pageRequest('/api/session', ''))],
  ['wrong team tokens', 401, () => program(`${TEAM_TOKEN}-not`)],
  ['models without a token', 401, () => models(get('/v1/models'))],
  ['the doctor without a session', 401, () => doctor(pageRequest('/api/doctor', {}))],
  ['the log without a session', 401, () => readLog(get('/api/log'))],
  ['malformed codes', 400, () => startSession(pageRequest('/api/session', { code: 7 }))],
];

/** Fills the space of protected lines, so that one more line of any class would push one out. */
function fillQuotas(): void {
  const { lines } = responseMemory();
  const fill = (of: 'turn' | 'account' | 'wrong_code', free: number) => {
    for (let at = 0; at < free; at += 1) {
      const line = JSON.stringify({ time: 'now', requestId: `${of} ${at}` });
      lines.push(line, { class: of, owner: `${at}` });
    }
  };
  fill('turn', ROOMS.turn - 2);
  fill('account', ROOMS.account - 3);
  fill('wrong_code', ROOMS.wrong_code - 1);
}

describe('a request that costs nothing', () => {
  beforeAll(async () => {
    await startWithProtectedLines();
    fillQuotas();
  });
  afterAll(() => vi.unstubAllEnvs());

  it.each(FLOODS)('displaces no protected line: %s', async (_, status, send) => {
    for (let at = 0; at < 3; at += 1) expect((await send(at)).status).toBe(status);
    const ids = (await logOf(operator)).entries.map(({ requestId }) => requestId);
    expect(ids).toEqual(expect.arrayContaining(protectedIds));
  });
});

describe('a flood of requests that cost nothing', () => {
  beforeEach(startWithProtectedLines);
  afterEach(() => vi.unstubAllEnvs());

  it('displaces no protected line, and is not written out in full', async () => {
    for (let at = 0; at < FLOOD; at += 1) await FLOODS[at % FLOODS.length]?.[2](at);
    for (let at = 0; at < FLOOD; at += 1) await unknownApi(get(`/api/${at}`));
    const ids = (await logOf(operator)).entries.map(({ requestId }) => requestId);
    expect(ids).toEqual(expect.arrayContaining(protectedIds));
    expect(starlight.requestLines().length).toBeLessThan(FLOODS.length * 40);
  });

  it('displaces no protected line: wrong codes', async () => {
    const responses: Response[] = [];
    for (let at = 0; at < FLOOD; at += 100) {
      const batch = Array.from({ length: 100 }, (_, more) => signIn(`x${at + more}`));
      responses.push(...(await Promise.all(batch)));
    }
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    const ids = (await logOf(operator)).entries.map(({ requestId }) => requestId);
    expect(ids).toEqual(expect.arrayContaining(protectedIds));
    expect(starlight.requestLines().length).toBeLessThan(90);
  });

  it('displaces no protected line: a visitor and a team over their rates', async () => {
    for (let at = 0; at < FLOOD; at += 1) await (await ask(visitor)).text();
    for (let at = 0; at < FLOOD; at += 1)
      await (await program(TEAM_TOKEN, { stream: true })).text();
    const { entries } = await logOf(operator);
    expect(entries.map(({ requestId }) => requestId)).toEqual(expect.arrayContaining(protectedIds));
    const answered = entries.filter(({ finishReason }) => finishReason !== undefined);
    expect(answered).toHaveLength(40);
  });

  it("is counted on the operator's page and in the operator's file", async () => {
    for (let at = 0; at < 1204; at += 1) await unknownApi(get(`/api/${at}`));
    expect((await logOf(operator)).notKept).toEqual({ unknownPaths: 1204, refusals: 0 });
    const file = await readLog(get('/api/log?format=jsonl', { cookie: operator }));
    const lines = (await file.text()).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      notKept: { unknownPaths: 1204, refusals: 0 },
      since: expect.stringMatching(/Z$/),
    });
  });
});
