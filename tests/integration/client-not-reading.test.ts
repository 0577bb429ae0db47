import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { countBodiesBeingRead } from '#lib/server/guards/read-json-body.ts';
import { amountsToday, type Spender } from '#lib/server/limits/daily-budget.ts';
import { countRepliesOpen } from '#lib/server/limits/limit-concurrent-replies.ts';
import { registry } from '#lib/server/registry.ts';
import { delta, reply, roleEvent } from '#tests/support/completion-events.ts';
import { rawRequest } from '#tests/support/raw-http.ts';
import {
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import {
  MORE_THAN_KERNELS_HOLD,
  type StalledClient,
  stallClient,
} from '#tests/support/stalled-client.ts';
import {
  type LogLine,
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const NEVER_MS = '60000';
const SHORT_MS = '1500';
const MESSAGES = [{ role: 'user', content: 'hello' }];
const IMMEDIATELY = { timeout: 1000 };

let upstream: ScriptableUpstream;
let server: HandlerServer;
let starlight: StarlightProcess;
let clients: StalledClient[];

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  server = await serveHandlers({ '/api/chat': chat, '/v1/chat/completions': complete });
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});
beforeEach(() => {
  clients = [];
  upstream.requests.length = 0;
  upstream.respond(endlessReply());
});
afterEach(async () => {
  for (const { leave } of clients) leave();
  await vi.waitFor(() => {
    expect(upstream.inFlight()).toBe(0);
    expect(countBodiesBeingRead()).toBe(0);
  });
  vi.unstubAllEnvs();
});

function start(totalTimeoutMs: string): void {
  starlight = startStarlight({
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-4o-mini',
    STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
    STARLIGHT_DAILY_TOKENS: '1000000',
    STARLIGHT_TOTAL_TIMEOUT_MS: totalTimeoutMs,
  });
}

/** A reply that exceeds every buffer between upstream and reader, and does not end. */
function endlessReply(): Script {
  const text = delta('a'.repeat(256 * 1024));
  return async ({ head, write, closed }) => {
    await head(200, { 'content-type': 'text/event-stream' });
    await write(roleEvent());
    let isOver = false;
    void closed.then(() => {
      isOver = true;
    });
    for (let sent = 0; sent < MORE_THAN_KERNELS_HOLD && !isOver; sent += text.length) {
      await Promise.race([write(text), closed]);
    }
  };
}

const half: Script = async ({ head, write }) => {
  await head(200, { 'content-type': 'text/event-stream' });
  await write(roleEvent() + delta('half'));
};

type Endpoint = {
  path: string;
  spender: Spender;
  headers: () => Record<string, string>;
  body: object;
};

const CHAT: Endpoint = {
  path: '/api/chat',
  spender: 'visitors',
  headers: () => ({ origin: server.origin }),
  body: { messages: MESSAGES, turnId: crypto.randomUUID() },
};
const V1: Endpoint = {
  path: '/v1/chat/completions',
  spender: 'team:scripts',
  headers: () => ({ authorization: `Bearer ${TEAM_TOKEN}` }),
  body: { messages: MESSAGES, model: 'gpt-4o-mini', stream: true },
};
const ENDPOINTS: [string, Endpoint][] = [
  ['/api/chat', CHAT],
  ['/v1/chat/completions', V1],
];

async function ask({ path, headers, body }: Endpoint): Promise<StalledClient> {
  const text = JSON.stringify(body);
  const { host, port } = new URL(server.origin);
  const request = rawRequest(
    `POST ${path} HTTP/1.1`,
    {
      host,
      'content-type': 'application/json',
      'content-length': String(text.length),
      ...headers(),
    },
    text,
  );
  const client = await stallClient(Number(port), request);
  clients.push(client);
  return client;
}

/** Sends a request and waits until no more of the reply fits between upstream and client. */
async function askAndStall(endpoint: Endpoint): Promise<StalledClient> {
  const arrived = upstream.nextRequest();
  const client = await ask(endpoint);
  const exchange = await arrived;
  let unsent = -1;
  await vi.waitFor(
    () => {
      const before = unsent;
      unsent = exchange.unsentBytes();
      expect(unsent).toBeGreaterThan(0);
      expect(unsent).toBe(before);
    },
    { timeout: 10_000, interval: 50 },
  );
  return client;
}

/** Everything is released, and the most that the reply can have cost counts as spent. */
async function expectEverythingReleased({ spender }: Endpoint): Promise<void> {
  await vi.waitFor(() => {
    expect(countRepliesOpen()).toBe(0);
    expect(registry().openReplies.size).toBe(0);
    expect(registry().turnsInFlight.size).toBe(0);
    expect(upstream.inFlight()).toBe(0);
    expect(starlight.requestLines()).toHaveLength(1);
    const { settled, inFlight } = amountsToday(spender, Date.now());
    expect(inFlight.tokens).toBe(0);
    expect(settled.tokens).toBeGreaterThan(4096);
  }, IMMEDIATELY);
}

const line = (): LogLine | undefined => starlight.requestLines()[0];

describe.each(ENDPOINTS)('a client of %s that does not read', (_, endpoint) => {
  it('holds nothing after the deadline for a complete reply', async () => {
    start(SHORT_MS);
    const startedAt = performance.now();
    await askAndStall(endpoint);
    expect(countRepliesOpen()).toBe(1);
    await vi.waitFor(() => expect(countRepliesOpen()).toBe(0), { timeout: 5000 });
    expect(performance.now() - startedAt).toBeLessThan(Number(SHORT_MS) + 1000);
    await expectEverythingReleased(endpoint);
    expect(line()).toMatchObject({
      status: 200,
      kind: 'reply_timeout',
      reason: 'client_not_reading',
    });
  });

  it('holds nothing once a stopping server has ended its replies', async () => {
    start(NEVER_MS);
    await askAndStall(endpoint);
    for (const endReply of registry().openReplies) endReply('server_restarting');
    await expectEverythingReleased(endpoint);
    expect(line()).toMatchObject({ kind: 'server_restarting', reason: 'client_not_reading' });
  });

  it('holds nothing once its connection is closed', async () => {
    start(NEVER_MS);
    const client = await askAndStall(endpoint);
    client.leave();
    await expectEverythingReleased(endpoint);
    expect(line()).toMatchObject({ status: 499, reason: 'client_not_reading' });
  });

  it('still receives the typed end when it finally reads', async () => {
    start(NEVER_MS);
    const client = await askAndStall(endpoint);
    for (const endReply of registry().openReplies) endReply('server_restarting');
    await expectEverythingReleased(endpoint);
    expect(await client.readUntil('server_restarting')).toMatch(/server_restarting.{0,300}$/s);
  });

  it('can read a complete reply as slowly as it wants before the deadline', async () => {
    start(NEVER_MS);
    upstream.respond(stream(reply(...Array.from({ length: 64 }, () => 'b'.repeat(256 * 1024)))));
    const client = await ask(endpoint);
    await vi.waitFor(() => expect(countRepliesOpen()).toBe(1));
    const received = await client.readUntil(endpoint === CHAT ? '"type":"done"' : '[DONE]');
    expect(received.match(/b{1000}/g)?.length).toBeGreaterThan(16_000);
    await vi.waitFor(() => expect(line()).toMatchObject({ status: 200, finishReason: 'stop' }));
  });
});

describe.each(ENDPOINTS)('a client of %s that leaves', (_, endpoint) => {
  it.each<[string, Script]>([
    ['has not answered', () => undefined],
    ['has sent no text', ({ head }) => head(200, { 'content-type': 'text/event-stream' })],
    ['is silent within a reply', half],
  ])('releases everything when the upstream %s', async (_when, script) => {
    start(NEVER_MS);
    upstream.respond(script);
    const arrived = upstream.nextRequest();
    const client = await ask(endpoint);
    await arrived;
    if (script === half) await client.readUntil('half');
    client.leave();
    await expectEverythingReleased(endpoint);
    expect(line()).toMatchObject({ status: 499 });
    expect(line()).not.toHaveProperty('reason');
  });
});

describe('clients that send a body slowly', () => {
  it.each(ENDPOINTS)('to %s hold no slot, so another client is served', async (_, endpoint) => {
    start(NEVER_MS);
    upstream.respond(stream(reply('hi')));
    const { host, port } = new URL(server.origin);
    const json = { host, 'content-type': 'application/json', 'content-length': '100' };
    const head = rawRequest(
      `POST ${endpoint.path} HTTP/1.1`,
      { ...json, ...endpoint.headers() },
      '{"m',
    );
    for (let count = 0; count < 19; count++) clients.push(await stallClient(Number(port), head));
    await vi.waitFor(() => expect(countBodiesBeingRead()).toBe(19));
    expect(countRepliesOpen()).toBe(0);
    const client = await ask(endpoint);
    await client.readUntil(endpoint === CHAT ? '"type":"done"' : '[DONE]');
    expect(line()).toMatchObject({ status: 200, finishReason: 'stop' });
  });
});

describe('a response that its server never takes from the handler', () => {
  const headers = { authorization: `Bearer ${TEAM_TOKEN}` };

  it.each([
    ['/api/chat', CHAT, chat],
    ['/v1/chat/completions', V1, complete],
  ])(
    'of %s is abandoned when the client leaves, or at the deadline',
    async (path, endpoint, handler) => {
      start(NEVER_MS);
      const controller = new AbortController();
      const { signal } = controller;
      await handler(pageRequest(path, endpoint.body, { headers, signal }));
      expect(countRepliesOpen()).toBe(1);
      controller.abort();
      await expectEverythingReleased(endpoint);
      start('300');
      await handler(pageRequest(path, endpoint.body, { headers }));
      await expectEverythingReleased(endpoint);
    },
  );
});
