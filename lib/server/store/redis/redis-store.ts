import 'server-only';
import { createHash } from 'node:crypto';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import type { Counted, Rate, Store } from '../store.ts';
import { findBusiest } from './find-busiest.ts';
import { COUNT_REQUEST, UNCOUNT_REQUEST } from './limit-scripts.ts';
import { inBackground } from './patience.ts';
import { readList, readNumber } from './read-numbers.ts';
import { createRedisConnection } from './redis-connection.ts';
import { createRedisLedger } from './redis-ledger.ts';
import { createRedisPlaces } from './redis-places.ts';

type RedisStoreOptions = {
  url: string;
  onChange?: (fault: StoreFault | null) => void;
  /** How long the place of an instance that died stays taken. */
  placeLeaseMs?: number;
  /** How long a ledger that was emptied stays closed. */
  reopensAfterMs?: number;
  /** How often to look whether the ledger was emptied, while there are requests. */
  lookEveryMs?: number;
};

// One hash slot, as a cluster requires of the keys of one script.
const PREFIX = '{starlight}:';
const IDLE_AFTER_MS = 60_000;
const IDLE_LOOKS = 15;
/** How many revoked sessions an instance can give back to a store that was emptied. */
const MAX_REVOKED = 10_000;

/** The store in Redis or Valkey, for any number of instances. Nothing in it can be read as an address or a name of a session. */
export function createRedisStore({
  url,
  onChange = () => undefined,
  placeLeaseMs = 30_000,
  reopensAfterMs = 2500,
  lookEveryMs = 1000,
}: RedisStoreOptions): Store {
  const revoked = new Map<string, number>();
  let usedAt = performance.now();
  let looks = 0;
  const connection = createRedisConnection({
    url,
    onChange(fault) {
      onChange(fault);
      if (fault === null) look();
    },
  });
  const ledger = createRedisLedger({
    connection,
    keys: [`${PREFIX}ledger`, `${PREFIX}leases`],
    reopensAfterMs,
  });
  const places = createRedisPlaces({
    connection,
    toKey: (key) => `${PREFIX}place:${digest(key)}`,
    leaseMs: placeLeaseMs,
  });

  const look = () => {
    ledger.settleRest();
    inBackground(() => ledger.join())
      .then((hadLost) => (hadLost ? inBackground(revokeAgain) : undefined))
      // The connection reports it.
      .catch(() => undefined);
  };
  const timer = setInterval(() => {
    looks += 1;
    if (performance.now() - usedAt < IDLE_AFTER_MS || looks % IDLE_LOOKS === 0) look();
  }, lookEveryMs).unref();

  const revoke = (key: string, forMs: number) =>
    connection.command('SET', key, '1', 'PX', String(Math.ceil(forMs)));
  const revokeAgain = async () => {
    for (const [key, until] of revoked) {
      const forMs = until - Date.now();
      if (forMs > 0) await revoke(key, forMs);
      else revoked.delete(key);
    }
  };
  const rateKey = ({ name, key }: Pick<Rate, 'name' | 'key'>) =>
    `${PREFIX}rate:${name}:${digest(key)}`;

  return {
    home: 'redis',
    async countRequest(rates) {
      usedAt = performance.now();
      const sizes = rates.flatMap(({ limit, seconds }) => [limit, seconds * 1000]);
      const answer = await connection.run(COUNT_REQUEST, rates.map(rateKey), sizes);
      return readCounts(rates, readList(answer));
    },
    async uncountRequest(rate) {
      await connection.run(UNCOUNT_REQUEST, [rateKey(rate)], []);
    },
    async peekRate(rate) {
      const key = rateKey(rate);
      const [count, leftMs] = await Promise.all([
        connection.command('GET', key),
        connection.command('PTTL', key),
      ]);
      const resetMs = readNumber(leftMs);
      if (count === null || resetMs <= 0) return null;
      const used = readNumber(count);
      return { used, remaining: Math.max(0, rate.limit - used), resetMs };
    },
    busiestOf: ({ name, limit }) => findBusiest(connection, `${PREFIX}rate:${name}:`, limit),
    takePlaces: (wanted) => places.take(wanted),
    reserve: (request) => ledger.reserve(request),
    readDay: (spender) => ledger.readDay(spender),
    async revokeSession(sessionId, forMs) {
      const key = sessionKey(sessionId);
      await revoke(key, forMs);
      if (revoked.size < MAX_REVOKED) revoked.set(key, Date.now() + forMs);
    },
    isRevoked: async (sessionId) =>
      readNumber(await connection.command('EXISTS', sessionKey(sessionId))) > 0,
    async close() {
      clearInterval(timer);
      places.close();
      connection.close();
    },
  };
}

function sessionKey(sessionId: string): string {
  return `${PREFIX}revoked:${digest(sessionId)}`;
}

function readCounts(rates: readonly Rate[], answer: readonly unknown[]): Counted[] {
  const counted: Counted[] = [];
  for (const [at, { limit }] of rates.entries()) {
    if (answer.length < 2 * at + 2) break;
    const used = readNumber(answer[2 * at]);
    const leftMs = readNumber(answer[2 * at + 1]);
    counted.push(
      used > limit
        ? { ok: false, retryAfterMs: leftMs }
        : { ok: true, remaining: limit - used, resetMs: leftMs },
    );
  }
  return counted;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
