import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Amount, Reservation, Spender } from '../../limits/daily-budget.ts';
import type { DayAmounts, ReservationRequest, Reserved } from '../store.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { createKnownLedger } from './known-ledger.ts';
import { JOIN, READ_DAY, RESERVE, SETTLE } from './ledger-scripts.ts';
import { readList, readNumber } from './read-numbers.ts';
import type { RedisConnection } from './redis-connection.ts';
import { createSettlements } from './settlements.ts';

/** The day's budget in Redis. */
type RedisLedger = {
  reserve: (request: ReservationRequest) => Promise<Reserved>;
  readDay: (spender: Spender) => Promise<DayAmounts>;
  /** Learns what the ledger is now, and gives back what it has lost. @returns whether it had lost something */
  join: () => Promise<boolean>;
  /** Sends what could not be settled while Redis was unavailable. */
  settleRest: () => void;
};

type LedgerOptions = {
  connection: RedisConnection;
  /** The hash of the ledger, and the sorted set of its leases. */
  keys: readonly [string, string];
  /** How long a ledger that was emptied stays closed, while instances give back what they know. */
  reopensAfterMs: number;
};

export function createRedisLedger({
  connection,
  keys,
  reopensAfterMs,
}: LedgerOptions): RedisLedger {
  const known = createKnownLedger();
  const settlements = createSettlements();
  let joining: Promise<boolean> | null = null;

  const askToJoin = async (): Promise<boolean> => {
    const before = known.epoch();
    const args = [randomBytes(8).toString('hex'), before, known.seq(), reopensAfterMs];
    const answer = readList(await connection.run(JOIN, keys, [...args, ...known.amounts()]));
    known.adopt(answer);
    return before !== '' && before !== known.epoch();
  };
  const join = () => {
    joining ??= askToJoin().finally(() => {
      joining = null;
    });
    return joining;
  };

  const askToReserve = async (id: string, request: ReservationRequest) => {
    const { spender, amount, caps, leaseMs } = request;
    for (let isRepeated = false; ; isRepeated = true) {
      const epoch = [known.epoch(), known.seq()];
      const asked = [id, spender, amount.tokens, amount.microUsd];
      const limits = [capText(caps.tokens), capText(caps.microUsd), Math.ceil(leaseMs)];
      const answer = readList(await connection.run(RESERVE, keys, [...epoch, ...asked, ...limits]));
      if (answer[0] === 'opening') {
        throw new StoreUnavailableError('emptied', 'REDIS_URL', readNumber(answer[1]));
      }
      if (answer[0] !== 'other') return answer;
      if (isRepeated) throw new StoreUnavailableError('emptied');
      await join();
    }
  };

  const settle = (lease: Lease, actual: Amount) =>
    connection
      .run(SETTLE, keys, [...lease, actual.tokens, actual.microUsd])
      .then((answer) => void known.learn(lease[1], readList(answer)));

  return {
    join,
    settleRest: () => settlements.sendRest(),
    async readDay(spender) {
      const answer = readList(await connection.run(READ_DAY, keys, [spender]));
      return readAmounts(answer);
    },
    async reserve(request) {
      const { spender, leaseMs } = request;
      const amount = roundUp(request.amount);
      const id = randomBytes(9).toString('base64url');
      const lease: Lease = [id, spender, amount.tokens, amount.microUsd];
      const reservation = toReservation((actual) =>
        settlements.send(() => settle(lease, roundUp(actual)), leaseMs),
      );
      const answer = await askToReserve(id, { ...request, amount }).catch((error: unknown) => {
        // It may have been reserved all the same, and nothing is sent.
        reservation.settle({ tokens: 0, microUsd: 0 });
        throw error;
      });
      known.learn(spender, answer);
      const day = readAmounts(answer);
      const state = answer[0];
      if (state === 'ok') return { ok: true, reservation, day };
      if (state !== 'tokens' && state !== 'microUsd') throw new StoreUnavailableError('failed');
      return { ok: false, spent: state, retryAfterMs: day.resetMs, day };
    },
  };
}

/** A reservation as its lease is written: an id, the spender, and what is reserved. */
type Lease = readonly [id: string, spender: Spender, tokens: number, microUsd: number];

function toReservation(settle: (actual: Amount) => void): Reservation {
  let isSettled = false;
  return {
    settle(actual) {
      if (isSettled) return;
      isSettled = true;
      settle(actual);
    },
  };
}

/** Redis counts in integers. */
function roundUp({ tokens, microUsd }: Amount): Amount {
  return { tokens: Math.ceil(tokens), microUsd: Math.ceil(microUsd) };
}

function capText(cap: number | null): string | number {
  return cap ?? '';
}

function readAmounts(answer: readonly unknown[]): DayAmounts {
  const [resetMs = 0, tokens = 0, microUsd = 0, reservedTokens = 0, reservedMicroUsd = 0] = answer
    .slice(3)
    .map(readNumber);
  return {
    resetMs,
    settled: { tokens, microUsd },
    inFlight: { tokens: reservedTokens, microUsd: reservedMicroUsd },
  };
}
