import 'server-only';
import { randomBytes } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import type { Amount, Spender } from '../../limits/daily-budget.ts';
import type { DayAmounts, ReservationRequest, Reserved } from '../store.ts';
import type { RunStatement } from './state-database.ts';

const DAY_MS = 86_400_000;

/** Runs `act` as one transaction on the file. */
type Transact = <T>(act: (run: RunStatement) => T) => T;

type FileLedger = {
  reserve: (request: ReservationRequest) => Reserved;
  readDay: (spender: Spender) => DayAmounts;
};

/** The day's budget in a file. `now` is in ms since 1970. */
export function createFileLedger(transact: Transact, now: () => number = Date.now): FileLedger {
  const settle = (id: string, spender: Spender, actual: Amount) =>
    transact((run) => {
      roll(run, now());
      const ended = run('DELETE FROM leases WHERE id = ? RETURNING id', id);
      if (ended.length > 0) spend(run, spender, actual);
    });

  return {
    readDay: (spender) =>
      transact((run) => {
        const at = now();
        return amountsOf(run, spender, roll(run, at), at);
      }),
    reserve({ spender, amount, caps, leaseMs }) {
      const id = randomBytes(9).toString('base64url');
      return transact((run): Reserved => {
        const at = now();
        const today = roll(run, at);
        const day = amountsOf(run, spender, today, at);
        for (const unit of ['tokens', 'microUsd'] as const) {
          const cap = caps[unit];
          if (cap !== null && day.settled[unit] + day.inFlight[unit] + amount[unit] > cap) {
            return { ok: false, spent: unit, retryAfterMs: day.resetMs, day };
          }
        }
        const { tokens, microUsd } = amount;
        const endsAt = at + Math.ceil(leaseMs);
        run('INSERT INTO leases VALUES (?, ?, ?, ?, ?)', id, spender, tokens, microUsd, endsAt);
        let isSettled = false;
        const reservation = {
          settle(actual: Amount) {
            if (isSettled) return;
            isSettled = true;
            try {
              settle(id, spender, actual);
            } catch {
              // The whole reservation counts once its lease ends. The next request reports what is wrong.
            }
          },
        };
        return { ok: true, reservation, day: amountsOf(run, spender, today, at) };
      });
    },
  };
}

/** Begins a new day, and counts leases that have ended as spent. Never goes back to an earlier day. */
function roll(run: RunStatement, now: number): number {
  const today = Math.floor(now / DAY_MS);
  const known = toNumber(run('SELECT day FROM today')[0]?.['day']);
  if (today > known) {
    endLeases(run, today * DAY_MS - 1);
    run('DELETE FROM spent');
    run(
      'INSERT INTO today VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET day = excluded.day',
      today,
    );
  }
  endLeases(run, now);
  return Math.max(today, known);
}

function endLeases(run: RunStatement, until: number): void {
  const ended = run('DELETE FROM leases WHERE ends_at <= ? RETURNING *', until);
  for (const { spender, tokens, micro_usd } of ended) {
    const amount = { tokens: toNumber(tokens), microUsd: toNumber(micro_usd) };
    spend(run, String(spender), amount);
  }
}

function spend(run: RunStatement, spender: string, { tokens, microUsd }: Amount): void {
  run(
    `INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (spender) DO UPDATE
     SET tokens = tokens + excluded.tokens, micro_usd = micro_usd + excluded.micro_usd`,
    spender,
    tokens,
    microUsd,
  );
}

function amountsOf(run: RunStatement, spender: Spender, day: number, now: number): DayAmounts {
  const [settled] = run('SELECT tokens, micro_usd FROM spent WHERE spender = ?', spender);
  const [inFlight] = run(
    'SELECT total(tokens) AS tokens, total(micro_usd) AS micro_usd FROM leases WHERE spender = ?',
    spender,
  );
  return {
    settled: toAmount(settled),
    inFlight: toAmount(inFlight),
    resetMs: (day + 1) * DAY_MS - now,
  };
}

function toAmount(row: Record<string, SQLOutputValue> | undefined): Amount {
  return { tokens: toNumber(row?.['tokens']), microUsd: toNumber(row?.['micro_usd']) };
}

function toNumber(value: SQLOutputValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}
