import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DONE, delta, finish, roleEvent, usageEvent } from '#tests/support/completion-events.ts';
import { KEY } from '#tests/support/prepare-site.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '#tests/support/redis-server.ts';
import {
  type Exchange,
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { type Instance, startInstance } from '#tests/support/start-instance.ts';

const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
const ACCESS_CODE = 'qX7vR2mK9tB4nW8zL3cF';
const BUDGET = 30_000;
const MAX_OUTPUT = 100;
/** What the upstream bills for a complete reply: less than the most that is reserved for it. */
const BILLED = 110;
const TOTAL_TIMEOUT_MS = 3000;
const LEASE_MS = TOTAL_TIMEOUT_MS + 5000;
// How often the adversary's test runs.
const RUNS = Number(process.env['STARLIGHT_TEST_RUNS'] ?? 1);

const MESSAGES = [{ role: 'user', content: 'hello' }];

let redis: RedisServer;
let upstream: ScriptableUpstream;
const instances: Instance[] = [];

const env = (): Record<string, string> => ({
  OPENAI_API_KEY: KEY,
  OPENAI_BASE_URL: upstream.url,
  REDIS_URL: redis.url,
  STARLIGHT_SESSION_SECRET: 'Nw5vXr8kTq2mZc7jLp4hYb9sGd3fUe6a',
  STARLIGHT_MODELS: 'gpt-test',
  STARLIGHT_PUBLIC: '1',
  STARLIGHT_DAILY_TOKENS: String(BUDGET),
  STARLIGHT_MAX_OUTPUT_TOKENS: String(MAX_OUTPUT),
  STARLIGHT_RATE_LIMIT: '100000',
  STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  STARLIGHT_TOTAL_TIMEOUT_MS: String(TOTAL_TIMEOUT_MS),
  // Each request has an address of its own, and so no shared limit of replies.
  STARLIGHT_TRUSTED_PROXY_HOPS: '1',
});

async function start(more: Record<string, string> = {}): Promise<Instance> {
  const instance = await startInstance({ ...env(), ...more });
  instances.push(instance);
  return instance;
}

let clients = 0;
const ask = (instance: Instance, more: RequestInit = {}, body: object = {}) => {
  clients += 1;
  const address = `198.51.${Math.floor(clients / 250) % 250}.${clients % 250}`;
  const headers = { 'x-forwarded-for': address, ...more.headers };
  return instance.post('/api/chat', { messages: MESSAGES, ...body }, { ...more, headers });
};

/** Sends a request, and reads its reply unless that is to be left after the first byte. */
async function turn(instance: Instance, leaves: boolean): Promise<number> {
  const client = new AbortController();
  try {
    const response = await ask(instance, { signal: client.signal });
    if (leaves && response.status === 200) client.abort();
    await response.text();
    return response.status;
  } catch {
    // It was left, or the instance was killed.
    return 0;
  }
}

async function reply(exchange: Exchange): Promise<void> {
  await exchange.head(200, { 'content-type': 'text/event-stream' });
  await exchange.write(roleEvent() + delta('hi'));
  await new Promise((done) => setTimeout(done, 50));
  await exchange.write(finish() + usageEvent(BILLED - MAX_OUTPUT, MAX_OUTPUT) + DONE);
  exchange.end();
}

describe.skipIf(!hasRedisServer())('two instances with one store', () => {
  beforeAll(async () => {
    redis = await startRedisServer();
    upstream = await startScriptableUpstream();
  });
  afterAll(async () => {
    await redis.stop();
    await upstream.close();
  });
  beforeEach(async () => {
    await redis.send('FLUSHALL');
    upstream.requests.length = 0;
    upstream.respond(reply);
  });
  afterEach(async () => {
    for (const instance of instances.splice(0)) await instance.kill();
  });

  const usable = (instance: Instance) =>
    vi.waitFor(
      async () => {
        const response = await ask(instance);
        await response.text();
        expect(response.status).toBe(200);
      },
      { timeout: 15_000, interval: 200 },
    );

  it.each(Array.from({ length: RUNS }, (_, at) => at + 1))(
    'never allow more than the budget, nor much less, whoever leaves and whatever is killed: run %i',
    async () => {
      const [first, second] = [await start(), await start()];
      await Promise.all([usable(first), usable(second)]);
      // A thousand at once, a tenth of which leave at the first byte; one instance is killed among them.
      const turns = Array.from({ length: 1000 }, (_, at) =>
        turn(at % 2 === 0 ? first : second, at % 10 === 0),
      );
      await vi.waitFor(() => expect(upstream.requests.length).toBeGreaterThan(60), 20_000);
      await first.kill();
      const statuses = await Promise.all(turns);
      expect(statuses).toContain(200);
      expect(statuses.filter((status) => status === 500)).toEqual([]);
      // What the dead one had reserved counts as spent after its lease.
      await new Promise((done) => setTimeout(done, LEASE_MS));
      const third = await start();
      await vi.waitFor(
        async () => {
          const status = await turn(third, false);
          expect(status).toBe(429);
        },
        { timeout: 60_000, interval: 5 },
      );
      const ledger = await redis.send('HMGET {starlight}:ledger s|visitors|t r|visitors|t');
      const [settled = 0, reserved = 0] = ledger
        .split('\r\n')
        .filter((line) => /^\d/.test(line))
        .map(Number);
      expect(reserved).toBe(0);
      expect(settled).toBeLessThanOrEqual(BUDGET);
      expect(settled).toBeGreaterThan(BUDGET * 0.98);
      // At the upstream: every request counts as a complete one.
      expect(upstream.requests.length * BILLED).toBeLessThanOrEqual(BUDGET);
    },
    120_000,
  );

  it('never allow more than the budget while the store freezes, is emptied and restarts without its data', async () => {
    const both = [await start(), await start()];
    for (const instance of both) await usable(instance);
    const trouble = async () => {
      redis.child.kill('SIGSTOP');
      await new Promise((done) => setTimeout(done, 1000));
      redis.child.kill('SIGCONT');
      await redis.send('FLUSHALL');
      await new Promise((done) => setTimeout(done, 4000));
      const { port } = redis;
      await redis.stop();
      redis = await startRedisServer([], port);
    };
    const troubled = trouble();
    let isOver = false;
    void troubled.then(() => {
      isOver = true;
    });
    const clients = Array.from({ length: 30 }, async (_, at) => {
      // Until the budget is spent, or the trouble is long over.
      for (let round = 0; round < 1000; round++) {
        const status = await turn(both[at % 2] as Instance, at % 10 === 0);
        if (status === 429 && isOver) return;
        await new Promise((done) => setTimeout(done, 30));
      }
    });
    await troubled;
    await Promise.all(clients);
    expect(upstream.requests.length).toBeGreaterThan(50);
    expect(upstream.requests.length * BILLED).toBeLessThanOrEqual(BUDGET);
  }, 120_000);

  it('remember together what was spent when the store is emptied, even by one that was killed', async () => {
    const small = { STARLIGHT_DAILY_TOKENS: '3000' };
    const [first, second] = [await start(small), await start(small)];
    await Promise.all([usable(first), usable(second)]);
    await vi.waitFor(async () => expect(await turn(first, false)).toBe(429), {
      timeout: 20_000,
      interval: 1,
    });
    const sent = upstream.requests.length;
    // Each looks every second.
    await new Promise((done) => setTimeout(done, 1500));
    await first.kill();
    await redis.send('FLUSHALL');
    const statuses = new Set<number>();
    await vi.waitFor(
      async () => {
        const status = await turn(second, false);
        statuses.add(status);
        expect(status).toBe(429);
      },
      { timeout: 10_000, interval: 50 },
    );
    expect([...statuses].sort()).toEqual([429, 503]);
    expect(upstream.requests).toHaveLength(sent);
  });

  it('share the rate of a visitor', async () => {
    const both = [
      await start({ STARLIGHT_RATE_LIMIT: '3' }),
      await start({ STARLIGHT_RATE_LIMIT: '3' }),
    ];
    for (const instance of both) await usable(instance);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) {
      const response = await ask(both[at % 2] as Instance, { headers });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  });

  it('share the places of a visitor, and refuse a turn that the other is answering', async () => {
    const [first, second] = [await start(), await start()];
    await Promise.all([usable(first), usable(second)]);
    upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta('hi'));
      await exchange.closed;
    });
    const cookie = (await ask(first)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const turnId = crypto.randomUUID();
    const send = async (instance: Instance, body: object = {}) =>
      (await ask(instance, { headers: { cookie } }, body)).status;
    expect(await send(first, { turnId })).toBe(200);
    expect(await send(second, { turnId })).toBe(409);
    expect(await send(second)).toBe(200);
    expect(await send(first)).toBe(200);
    expect(await send(second)).toBe(429);
  });

  it('share the rate and the places of a team, and the sessions that an address can begin', async () => {
    const more = {
      STARLIGHT_ACCESS_CODE: ACCESS_CODE,
      STARLIGHT_TEAM_TOKENS: `bot:${TEAM_TOKEN}`,
      STARLIGHT_TEAM_RATE_LIMITS: 'bot:22',
    };
    const both = [await start(more), await start(more)];
    const at = (index: number) => both[index % 2] as Instance;
    const headers = { authorization: `Bearer ${TEAM_TOKEN}` };
    const complete = async (index: number) =>
      (
        await at(index).post(
          '/v1/chat/completions',
          { messages: MESSAGES, stream: true },
          { headers },
        )
      ).status;
    upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta('hi'));
      await exchange.closed;
    });
    // One request of the 22, and perhaps more, goes to find out that the store is open.
    let counted = 0;
    await vi.waitFor(
      async () => {
        counted += 1;
        expect(await complete(counted)).toBe(200);
      },
      { timeout: 10_000, interval: 700 },
    );
    const statuses: number[] = [];
    for (let index = 0; index < 22; index++) statuses.push(await complete(index));
    // Twenty places, and no more than 22 requests.
    expect(statuses.filter((status) => status === 200)).toHaveLength(Math.min(19, 22 - counted));
    expect(statuses.at(-1)).toBe(429);

    const client = { headers: { 'x-forwarded-for': '203.0.113.21' } };
    const enter = async (index: number) =>
      (await at(index).post('/api/session', { code: ACCESS_CODE }, client)).status;
    for (let index = 0; index < 60; index++) expect(await enter(index)).toBe(204);
    expect([await enter(0), await enter(1)]).toEqual([429, 429]);
  });

  it('both refuse a session that was signed out of on one, and count wrong codes together', async () => {
    const code = { STARLIGHT_ACCESS_CODE: ACCESS_CODE };
    const [first, second] = [await start(code), await start(code)];
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const enter = (instance: Instance, entered: string) =>
      instance.post('/api/session', { code: entered }, { headers });
    const signedIn = await vi.waitFor(async () => {
      const response = await enter(first, ACCESS_CODE);
      expect(response.status).toBe(204);
      return response;
    }, 10_000);
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const send = async (instance: Instance) =>
      (await ask(instance, { headers: { cookie } })).status;
    await vi.waitFor(async () => expect(await send(second)).toBe(200), {
      timeout: 10_000,
      interval: 200,
    });
    const left = await first.post('/api/session', {}, { method: 'DELETE', headers: { cookie } });
    expect(left.status).toBe(204);
    expect(await send(first)).toBe(401);
    expect(await send(second)).toBe(401);
    const wrong = [];
    for (let at = 0; at < 6; at++)
      wrong.push((await enter([first, second][at % 2] as Instance, `no${at}`)).status);
    expect(wrong).toEqual([401, 401, 401, 401, 401, 429]);
  });
});
