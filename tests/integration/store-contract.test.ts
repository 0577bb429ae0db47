import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Amount } from '#lib/server/limits/daily-budget.ts';
import { resetRegistry } from '#lib/server/registry.ts';
import { createFileStore } from '#lib/server/store/file/file-store.ts';
import { memoryStore } from '#lib/server/store/memory-store.ts';
import { createRedisStore } from '#lib/server/store/redis/redis-store.ts';
import type { Rate, Store } from '#lib/server/store/store.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '#tests/support/redis-server.ts';

const HOUR_MS = 3_600_000;
const CAPS = { tokens: 1000, microUsd: null };
const tokens = (count: number): Amount => ({ tokens: count, microUsd: 0 });
const rate = (more: Partial<Rate> = {}): Rate => ({
  name: 'visitor',
  key: 'session:a',
  limit: 3,
  seconds: 60,
  ...more,
});

let redis: RedisServer | undefined;
let folder: string;
const stores: Store[] = [];

const HOMES = {
  memory: () => memoryStore(),
  file: () => createFileStore({ file: path.join(folder, 'state.db') }),
  redis: () => createRedisStore({ url: redis?.url ?? '', reopensAfterMs: 0, placeLeaseMs: 300 }),
} as const;

beforeAll(async () => {
  if (hasRedisServer()) redis = await startRedisServer();
});
afterAll(() => redis?.stop());
beforeEach(async () => {
  resetRegistry();
  folder = mkdtempSync(path.join(tmpdir(), 'starlight-state-'));
  await redis?.send('FLUSHALL');
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

const homes = (Object.keys(HOMES) as (keyof typeof HOMES)[]).filter(
  (home) => home !== 'redis' || hasRedisServer(),
);

/** Another instance of Starlight. In memory there is only one. */
function open(home: keyof typeof HOMES): Store {
  const store = HOMES[home]();
  stores.push(store);
  return store;
}

async function reserve(store: Store, count: number, leaseMs = HOUR_MS) {
  const request = { spender: 'visitors', amount: tokens(count), caps: CAPS, leaseMs } as const;
  return await store.reserve(request);
}

async function usedOf(store: Store): Promise<number> {
  const { settled, inFlight } = await store.readDay('visitors');
  return settled.tokens + inFlight.tokens;
}

describe.each(homes)('the store in %s', (home) => {
  describe('countRequest', () => {
    it('accepts exactly as many requests as the limit, from two instances at once', async () => {
      const instances = [open(home), open(home)];
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          instances[at % 2]?.countRequest([rate({ limit: 7 })]),
        ),
      );
      expect(answers.filter((counted) => counted?.[0]?.ok)).toHaveLength(7);
    });

    it('says what remains, and when the window ends', async () => {
      const store = open(home);
      const [first] = await store.countRequest([rate()]);
      expect(first).toMatchObject({ ok: true, remaining: 2 });
      for (let at = 0; at < 2; at++) await store.countRequest([rate()]);
      const [over] = await store.countRequest([rate()]);
      expect(over).toMatchObject({ ok: false });
      const retryAfterMs = over?.ok === false ? over.retryAfterMs : null;
      expect(retryAfterMs).toBeGreaterThan(55_000);
      expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    });

    it('counts against the second rate only what the first accepts', async () => {
      const store = open(home);
      const everyone = rate({ name: 'everyone', key: 'everyone', limit: 10 });
      for (let at = 0; at < 5; at++) await store.countRequest([rate(), everyone]);
      expect(await store.peekRate(everyone)).toMatchObject({ used: 3, remaining: 7 });
    });

    it('forgets a window when it ends', async () => {
      const store = open(home);
      const short = rate({ limit: 1, seconds: 1 });
      expect(await store.countRequest([short])).toMatchObject([{ ok: true }]);
      expect(await store.countRequest([short])).toMatchObject([{ ok: false }]);
      await vi.waitFor(async () => expect(await store.peekRate(short)).toBeNull(), 3000);
      expect(await store.countRequest([short])).toMatchObject([{ ok: true }]);
    });

    it('takes a counted request back', async () => {
      const store = open(home);
      await store.countRequest([rate({ limit: 1 })]);
      await store.uncountRequest(rate({ limit: 1 }));
      expect(await store.countRequest([rate({ limit: 1 })])).toMatchObject([{ ok: true }]);
    });

    it('tells how many clients are counted, and the most that one has used', async () => {
      const store = open(home);
      for (const key of ['a', 'a', 'b']) await store.countRequest([rate({ key })]);
      await store.countRequest([rate({ name: 'other', key: 'c' })]);
      expect(await store.busiestOf(rate())).toEqual({ active: 2, most: 2 });
    });
  });

  describe('takePlaces', () => {
    it('gives exactly as many as there are, to two instances at once, until they are given back', async () => {
      const instances = [open(home), open(home)];
      const place = { key: 'session:a', limit: 3 };
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, at) => instances[at % 2]?.takePlaces([place])),
      );
      const held = taken.flatMap((result) => (result?.ok ? [result.places] : []));
      expect(held).toHaveLength(3);
      held[0]?.[Symbol.dispose]();
      held[0]?.[Symbol.dispose]();
      const again = () => Promise.all([1, 2].map(() => instances[1]?.takePlaces([place])));
      await vi.waitFor(async () => {
        const results = await again();
        expect(results.filter((result) => result?.ok)).toHaveLength(1);
      });
    });

    it('takes none of several if one is not free, and says which', async () => {
      const store = open(home);
      const address = { key: 'address', limit: 1 };
      await store.takePlaces([address]);
      const refused = await store.takePlaces([{ key: 'session:b', limit: 1 }, address]);
      expect(refused).toEqual({ ok: false, full: 1 });
      expect(await store.takePlaces([{ key: 'session:b', limit: 1 }])).toMatchObject({ ok: true });
    });

    it('keeps a place for as long as it is held', async () => {
      const store = open(home);
      const place = { key: 'session:a', limit: 1 };
      await store.takePlaces([place]);
      const until = Date.now() + 900;
      while (Date.now() < until) {
        expect(await store.takePlaces([place])).toMatchObject({ ok: false });
        await new Promise((done) => setTimeout(done, 50));
      }
    });
  });

  describe('reserve', () => {
    it('accepts exactly as many requests as the budget allows, from two instances at once', async () => {
      const instances = [open(home), open(home)];
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, at) => reserve(instances[at % 2] as Store, 97)),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(10);
      expect(await usedOf(instances[0] as Store)).toBe(970);
    });

    it('says which cap is spent, what was spent, and how long until midnight UTC', async () => {
      const store = open(home);
      const refused = await store.reserve({
        spender: 'team:scripts',
        amount: { tokens: 10, microUsd: 51 },
        caps: { tokens: 1000, microUsd: 50 },
        leaseMs: HOUR_MS,
      });
      expect(refused).toMatchObject({ ok: false, spent: 'microUsd' });
      expect(refused.day).toMatchObject({ settled: tokens(0), inFlight: tokens(0) });
      const untilMidnight = 24 * HOUR_MS - (Date.now() % (24 * HOUR_MS));
      expect(Math.abs(refused.day.resetMs - untilMidnight)).toBeLessThan(5000);
    });

    it('counts for each spender apart', async () => {
      const store = open(home);
      await reserve(store, 1000);
      const other = {
        spender: 'team:scripts',
        amount: tokens(1),
        caps: CAPS,
        leaseMs: HOUR_MS,
      } as const;
      expect(await store.reserve(other)).toMatchObject({ ok: true });
      expect(await store.readDay('team:scripts')).toMatchObject({ inFlight: tokens(1) });
    });

    it('gives back what a request did not use, only once, for every instance', async () => {
      const [first, second] = [open(home), open(home)];
      const reserved = await reserve(first, 900);
      if (!reserved.ok) throw new Error('refused');
      reserved.reservation.settle(tokens(100));
      reserved.reservation.settle(tokens(0));
      await vi.waitFor(async () => expect(await usedOf(second)).toBe(100));
      expect(await reserve(second, 900)).toMatchObject({ ok: true });
    });

    it('counts what was reserved as spent after its lease, whatever is settled then', async () => {
      const store = open(home);
      const reserved = await reserve(store, 900, 50);
      if (!reserved.ok) throw new Error('refused');
      await new Promise((done) => setTimeout(done, 80));
      reserved.reservation.settle(tokens(0));
      await vi.waitFor(async () =>
        expect(await store.readDay('visitors')).toMatchObject({
          settled: tokens(900),
          inFlight: tokens(0),
        }),
      );
    });
  });

  describe('revokeSession', () => {
    it('ends a session on every instance, for as long as its token is valid', async () => {
      const [first, second] = [open(home), open(home)];
      expect(await second.isRevoked('aa')).toBe(false);
      await first.revokeSession('aa', HOUR_MS);
      await first.revokeSession('bb', 50);
      expect(await second.isRevoked('aa')).toBe(true);
      expect(await second.isRevoked('cc')).toBe(false);
      await vi.waitFor(async () => expect(await second.isRevoked('bb')).toBe(false));
    });
  });
});
