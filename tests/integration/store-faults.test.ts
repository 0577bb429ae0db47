import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { signSession } from '#lib/server/session/session-token.ts';
import { storeFor } from '#lib/server/store/store-for-config.ts';
import {
  ask,
  askAsTeam,
  errorOf,
  HELLO,
  prepareBudgetSite,
  TEAM_TOKEN,
} from '#tests/support/budget-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '#tests/support/redis-server.ts';

const PASSWORD = 'Zq8-store-password-Xk4';
const OPERATOR_CODE = 'a-long-operator-code';
const REFUSED_WITHIN_MS = 1000;

const site = prepareBudgetSite();
let redis: RedisServer;
let said: string;

/** Breaks the store, and mends it. */
type Fault = { fault: StoreFault; break: () => unknown; mend: () => unknown };

const onStore = (command: string) => () => redis.send(`AUTH ${PASSWORD}\r\n${command}`);

const FAULTS: Record<string, Fault> = {
  down: {
    fault: 'unreachable',
    break: () => redis.stop(),
    mend: async () => {
      redis = await startRedisServer(['--requirepass', PASSWORD], redis.port);
    },
  },
  frozen: {
    fault: 'timeout',
    break: () => redis.child.kill('SIGSTOP'),
    mend: () => redis.child.kill('SIGCONT'),
  },
  // It cannot be ended early: that command would wait, too.
  slow: { fault: 'timeout', break: onStore('CLIENT PAUSE 4000 ALL'), mend: () => undefined },
  full: {
    fault: 'full',
    break: onStore('CONFIG SET maxmemory 1'),
    mend: onStore('CONFIG SET maxmemory 0'),
  },
  'read-only': {
    fault: 'read_only',
    break: onStore('REPLICAOF 127.0.0.1 1'),
    mend: onStore('REPLICAOF NO ONE'),
  },
  emptied: { fault: 'emptied', break: onStore('FLUSHALL'), mend: () => undefined },
};

describe.skipIf(!hasRedisServer())('a store that is', () => {
  beforeEach(async () => {
    redis = await startRedisServer(['--requirepass', PASSWORD]);
    said = '';
    site.start({
      REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${redis.port}`,
      STARLIGHT_DAILY_TOKENS: '100000',
      STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
      STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
    });
    await vi.waitFor(async () => expect(await answered()).toBe(200), {
      timeout: 10_000,
      interval: 100,
    });
  });
  afterEach(async () => {
    await storeFor(currentConfig()).close();
    await redis.stop();
  });

  async function answered(): Promise<number> {
    const response = await ask();
    const { status } = response;
    said += JSON.stringify([...response.headers]) + (await response.text());
    return status;
  }

  describe.each(Object.entries(FAULTS))('%s', (_, { fault, break: breakStore, mend }) => {
    it('refuses what costs money within a second, sends nothing, and recovers by itself', async () => {
      await breakStore();
      const sentBefore = site.upstream.requests.length;
      for (let at = 0; at < 3; at++) {
        const startedAt = performance.now();
        const response = await ask();
        expect(performance.now() - startedAt).toBeLessThan(REFUSED_WITHIN_MS);
        expect(response.status).toBe(503);
        const error = await errorOf(response);
        said += JSON.stringify(error);
        expect(error).toMatchObject({ kind: 'store_unavailable' });
        expect(error?.retryAfterMs).toBeGreaterThan(0);
        // A visitor is not told what is wrong with it.
        expect(error?.details).toBeUndefined();
      }
      expect(site.upstream.requests).toHaveLength(sentBefore);
      const line = site.starlight.requestLines().at(-1);
      expect(line).toMatchObject({ kind: 'store_unavailable', reason: fault });
      await mend();
      await vi.waitFor(async () => expect(await answered()).toBe(200), {
        timeout: 15_000,
        interval: 100,
      });
      expect(said + site.starlight.rawLog.join('')).not.toContain(PASSWORD);
      expect(said + site.starlight.rawLog.join('')).not.toContain('store-pass');
    });
  });

  it('down says to the operator what is wrong, who stays signed in for a while, and to nobody else', async () => {
    const config = currentConfig();
    const token = await signSession('operator', config);
    const headers = { cookie: `starlight=${token}` };
    const late = { cookie: `starlight=${await signSession('operator', config)}` };
    await readChatResponse(await ask(HELLO, headers));
    await redis.stop();
    expect(await errorOf(await ask(HELLO, headers))).toMatchObject({
      kind: 'store_unavailable',
      details: { variable: 'REDIS_URL', reason: 'unreachable' },
    });
    const { role, mode } = await readSiteState(headers.cookie, new Headers());
    expect({ role, mode }).toEqual({ role: 'operator', mode: 'chat' });
    // It is not known whether someone signed out of this one.
    expect((await errorOf(await ask(HELLO, late)))?.details).toBeUndefined();
    expect(await readSiteState(late.cookie, new Headers())).toMatchObject({ role: 'visitor' });
    redis = await startRedisServer(['--requirepass', PASSWORD], redis.port);
  });

  it('down refuses the program of a team, in the words of its API', async () => {
    await redis.stop();
    const startedAt = performance.now();
    const response = await askAsTeam();
    expect(performance.now() - startedAt).toBeLessThan(REFUSED_WITHIN_MS);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({
      error: {
        message: expect.stringContaining("can't check its limits"),
        type: expect.any(String),
      },
    });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it('without its scripts gets them again', async () => {
    await onStore('SCRIPT FLUSH')();
    expect(await answered()).toBe(200);
  });

  it('refusing the password is tried again', async () => {
    await onStore(
      'CONFIG SET requirepass another-password-7\r\nCLIENT KILL TYPE normal SKIPME yes',
    )();
    await vi.waitFor(async () => expect(await answered()).toBe(503), { timeout: 5000 });
    await vi.waitFor(
      async () => {
        expect((await ask()).status).toBe(503);
        expect(site.starlight.requestLines().at(-1)).toMatchObject({ reason: 'login' });
      },
      { timeout: 5000, interval: 100 },
    );
    await redis.send(`AUTH another-password-7\r\nCONFIG SET requirepass ${PASSWORD}`);
    await vi.waitFor(async () => expect(await answered()).toBe(200), {
      timeout: 10_000,
      interval: 100,
    });
    expect(said + site.starlight.rawLog.join('')).not.toContain(PASSWORD);
  });

  it('emptied again and again never allows more than the budget', async () => {
    const spent = async () => (await storeFor(currentConfig()).readDay('visitors')).settled.tokens;
    const before = await spent();
    expect(before).toBe(10);
    for (let round = 0; round < 2; round++) {
      await onStore('FLUSHALL')();
      await vi.waitFor(async () => expect(await answered()).toBe(200), {
        timeout: 10_000,
        interval: 100,
      });
    }
    await vi.waitFor(async () => expect(await spent()).toBe(before + 20));
  });

  it('restored from an old copy is told what was spent since', async () => {
    const day = async () => (await storeFor(currentConfig()).readDay('visitors')).settled.tokens;
    const old = await redis.send(`AUTH ${PASSWORD}\r\nHGETALL {starlight}:ledger`);
    const fields = old.split('\r\n').filter((line) => !/^[$*+]/.test(line));
    for (let at = 0; at < 3; at++) await answered();
    await vi.waitFor(async () => expect(await day()).toBe(40));
    await onStore('DEL {starlight}:ledger')();
    await onStore(`HSET {starlight}:ledger ${fields.join(' ')}`)();
    expect(await answered()).toBe(503);
    await vi.waitFor(async () => expect(await answered()).toBe(200), {
      timeout: 10_000,
      interval: 100,
    });
    await vi.waitFor(async () => expect(await day()).toBeGreaterThanOrEqual(50));
  });

  it('slow to settle counts a reply once it answers again', async () => {
    const day = async () => await storeFor(currentConfig()).readDay('visitors');
    const begun = await ask();
    await onStore('CLIENT PAUSE 1500 ALL')();
    await readChatResponse(begun);
    await vi.waitFor(
      async () =>
        expect(await day()).toMatchObject({ settled: { tokens: 20 }, inFlight: { tokens: 0 } }),
      { timeout: 10_000, interval: 100 },
    );
  });
});
