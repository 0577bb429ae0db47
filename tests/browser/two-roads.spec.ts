import { randomUUID } from 'node:crypto';
import { type AppServer, startApp } from '../support/app-server.ts';
import { DONE, delta, finish, reply, roleEvent } from '../support/completion-events.ts';
import {
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

// The server answers these paths ahead of Next; with a query, Next's router takes them.
const ROADS = { direct: '/api/chat', next: '/api/chat?road=next' } as const;
type Road = keyof typeof ROADS;

const BOTH_ORDERS = [
  ['direct', 'next'],
  ['next', 'direct'],
] as const;
const VISITOR = { cookie: '' };
const ACCESS_CODE = 'quartz-lantern-meadow-cobalt-river';

let upstream: ScriptableUpstream;
let app: AppServer;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
test.afterEach(() => app.stop());
test.afterAll(() => upstream.close());

async function start(env: Record<string, string> = {}, script: Script = stream(reply('hi'))) {
  upstream.respond(script);
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'model-one',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '10000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
    ...env,
  });
  // A session of its own, so that each test counts one visitor.
  const first = await ask('direct', { cookie: '' });
  VISITOR.cookie = first.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  await first.text();
}

function ask(road: Road, { cookie = VISITOR.cookie, turnId = randomUUID() as string } = {}) {
  return fetch(app.url + ROADS[road], {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: app.url,
      'sec-fetch-site': 'same-origin',
      ...(cookie !== '' && { cookie }),
    },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }], turnId }),
  });
}

async function kindOf(response: Promise<Response>): Promise<unknown> {
  const { error } = await (await response).json();
  return error.kind;
}

/** Begins replies that do not end. */
const beginning: Script = async ({ head, write }) => {
  await head(200, { 'content-type': 'text/event-stream' });
  await write(roleEvent() + delta('It begins'));
};

test('both roads to a reply give the same answer, with the same headers', async () => {
  await start();
  const [direct, next] = [await ask('direct'), await ask('next')];
  // Next adds what its own pages vary by, which shows who answered.
  expect(direct.headers.get('vary')).toBe('Cookie');
  expect(next.headers.get('vary')).not.toBe('Cookie');
  const comparable = ({ headers }: Response) =>
    Object.fromEntries(
      [...headers]
        .filter(([name]) => !/^(date|vary|server-timing|ratelimit|x-request-id)$/.test(name))
        .sort(),
    );
  expect(comparable(direct)).toEqual(comparable(next));
  const withoutId = async (response: Response) =>
    (await response.text()).replace(/sl_[0-9a-f]{20}/, 'id');
  expect(await withoutId(direct)).toBe(await withoutId(next));
});

for (const [first, second] of BOTH_ORDERS) {
  test(`what is spent over ${first} is missing over ${second}`, async () => {
    // Without a count, a reply costs its worst case.
    const uncounted = stream(roleEvent(), delta('hi'), finish(), DONE);
    await start({ STARLIGHT_DAILY_TOKENS: '70000' }, uncounted);
    let replies = 0;
    for (let answer = await ask(first); answer.ok; answer = await ask(first)) {
      await answer.text();
      replies += 1;
    }
    expect(replies).toBeGreaterThan(0);
    expect(await kindOf(ask(second))).toBe('budget_spent');
  });

  test(`requests over ${first} count over ${second}`, async () => {
    await start({ STARLIGHT_RATE_LIMIT: '2' });
    for (const road of [first, second]) await (await ask(road)).text();
    expect(await kindOf(ask(first))).toBe('visitor_rate_limited');
    expect(await kindOf(ask(second))).toBe('visitor_rate_limited');
  });

  test(`replies over ${first} take places from ${second}, and their turns`, async () => {
    await start();
    upstream.respond(beginning);
    const turnId = randomUUID();
    const open = [await ask(first, { turnId }), await ask(first)];
    expect(await kindOf(ask(second, { turnId }))).toBe('duplicate_turn');
    open.push(await ask(second));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await kindOf(ask(second))).toBe('too_many_at_once');
    await open[0]?.body?.cancel();
    await expect.poll(async () => (await ask(second)).status).toBe(200);
  });
}

test('a session opens both roads, and both are closed without one', async () => {
  await start({ STARLIGHT_ACCESS_CODE: ACCESS_CODE, STARLIGHT_PUBLIC: '' });
  const signedIn = await fetch(`${app.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ code: ACCESS_CODE }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  for (const road of ['direct', 'next'] as const) {
    expect((await ask(road, { cookie })).status).toBe(200);
    expect(await kindOf(ask(road, { cookie: '' }))).toBe('access_required');
    expect(await kindOf(ask(road, { cookie: `${cookie}x` }))).toBe('access_required');
  }
});

test('a server that stops ends the replies of both roads', async () => {
  await start();
  upstream.respond(beginning);
  const open = [await ask('direct'), await ask('next')];
  const exited = new Promise((resolve) => app.child.once('exit', resolve));
  app.child.kill('SIGTERM');
  await expect.poll(() => app.output()).toContain('"event":"stopping"');
  expect(app.output()).toContain('"openReplies":2');
  // A second signal ends open replies immediately.
  app.child.kill('SIGTERM');
  for (const response of open) expect(await response.text()).toContain('server_restarting');
  await exited;
});

for (const path of ['/v1/chat/completions', '/v1/responses']) {
  test(`${path} is closed on both roads without a token`, async () => {
    await start({ STARLIGHT_TEAM_TOKENS: 'scripts:team-token-of-thirty-two-letters' });
    for (const query of ['', '?road=next']) {
      const response = await fetch(`${app.url}${path}${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(401);
    }
  });
}
