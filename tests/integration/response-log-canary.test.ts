import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { GET as readLog } from '#app/api/log/route.ts';
import { POST as startSession } from '#app/api/session/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { parseResponseLog, TURN_CAPACITY } from '#lib/core/response-log/response-log.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';
import { DONE, delta, event, finish, reply } from '#tests/support/completion-events.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

// Capital letters that spell no word, so a fragment cannot occur by chance.
const secret = (letters: string) =>
  Array.from({ length: 40 }, () => letters[randomInt(letters.length)]).join('');
const KEY = `sk-proj-${secret('GHJK')}`;
const PROMPT = secret('QVWX');
const REPLY = secret('PYZM');
const TEAM_TOKEN = secret('BDFL');
const OPERATOR_CODE = secret('NRST');
const HEADER = secret('CEHK');
const SECRETS = [KEY.slice('sk-proj-'.length), PROMPT, REPLY, TEAM_TOKEN, OPERATOR_CODE, HEADER];
const FRAGMENTS = SECRETS.flatMap((text) =>
  Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4)),
);

let upstream: ScriptableUpstream;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
afterEach(() => vi.unstubAllEnvs());

const errorWith = (text: string) => ({
  error: { message: text, type: text, code: text, param: text },
});

const SCRIPTS: readonly Script[] = [
  ...UPSTREAM_FAULTS.flatMap(({ wire }): Script[] => {
    if (wire.type !== 'response') return [];
    const body = wire.body.replaceAll(/sk-\S*/g, `${KEY} ${PROMPT}`);
    return [answer(wire.status, body, wire.headers)];
  }),
  stream(reply(REPLY)),
  stream(delta(REPLY)),
  stream(delta(REPLY), event(errorWith(KEY))),
  stream(delta(REPLY), finish('length'), DONE),
  answer(401, errorWith(KEY), { 'x-request-id': KEY.slice(8), 'x-key': KEY }),
  answer(400, errorWith(PROMPT), { 'x-debug': PROMPT }),
  answer(500, `<html>${KEY} ${PROMPT}</html>`),
  answer(200, `<html>${KEY} ${REPLY}</html>`),
  answer(302, '', { location: `https://evil.test/?k=${KEY}` }),
  (exchange) => exchange.reset(),
];

async function readUntilBroken(response: Response): Promise<void> {
  // A response that breaks on purpose is read up to the break.
  await response.text().catch(() => '');
}

it('the log holds no part of key, prompt, reply, token, code or header after many faults', async () => {
  startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_SYSTEM_PROMPT: PROMPT,
    STARLIGHT_TEAM_TOKENS: `probe:${TEAM_TOKEN}`,
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
  const session = await startSession(pageRequest('/api/session', { code: OPERATOR_CODE }));
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const messages = [{ role: 'user', content: PROMPT }];
  const ask = (body: object, headers: Record<string, string> = {}) =>
    chat(pageRequest('/api/chat', body, { headers: { 'user-agent': HEADER, ...headers } }));
  const asProgram = (more: object, token = TEAM_TOKEN) =>
    completions(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messages, ...more }),
      }),
    );
  for (const script of SCRIPTS) {
    upstream.respond(script);
    const responses = await Promise.all([
      ask({ messages }),
      ask({ messages }, { cookie }),
      asProgram({}),
      asProgram({ stream: true }),
    ]);
    await Promise.all(responses.map(readUntilBroken));
  }
  // Starlight's own refusals contain the same texts.
  await ask({ messages, model: PROMPT });
  await ask({ messages, [PROMPT]: 1 });
  await ask({ messages }, { origin: `http://${HEADER}.test` });
  await asProgram({ model: PROMPT });
  await asProgram({}, KEY);
  await startSession(pageRequest('/api/session', { code: PROMPT }));

  const headers = { host: 'localhost:3000', cookie };
  const read = (query: string) =>
    readLog(new Request(`http://localhost:3000/api/log${query}`, { headers }));
  const asJson = await (await read('')).text();
  const asLines = await (await read('?format=jsonl')).text();
  const entries = parseResponseLog(JSON.parse(asJson))?.entries ?? [];
  expect(entries.length).toBeGreaterThanOrEqual(Math.min(SCRIPTS.length * 3, TURN_CAPACITY));
  expect(new Set(entries.map(({ kind }) => kind)).size).toBeGreaterThan(20);
  expect(entries.some(({ finishReason }) => finishReason === 'length')).toBe(true);
  expect(asLines.trimEnd().split('\n')).toHaveLength(entries.length);
  for (const text of [asJson, asLines]) {
    expect(FRAGMENTS.filter((fragment) => text.includes(fragment))).toEqual([]);
  }
});
