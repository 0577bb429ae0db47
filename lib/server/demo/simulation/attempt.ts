import 'server-only';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { PastFailure, SimulationMemory } from './simulation-memory.ts';

const DEFAULT_WAIT_MS = 8000;
// The other side counts from when it read the answer, and timers fire early by a little.
const TOLERANCE_MS = 250;

/** A turn as it is asked now; `turn` is what stays the same when it is tried again. */
export type AskedTurn = { turn: string; model: string; messageCount: number };

/** What becomes of a turn that is to fail. `retryAfterMs`: what to tell, null to tell nothing new. */
type Attempt = { fails: false } | { fails: true; retryAfterMs: number | null };

/**
 * Lets a turn fail the first time, and again until its wait is over; after that it works. A kind that
 * no retry can help goes on failing until what its banner offers was done: another model, or fewer
 * messages.
 *
 * @param usualWaitMs what the failure says by itself about the wait, null when nothing
 */
export function attemptOf(
  { kind, seconds }: SimulateCommand,
  asked: AskedTurn,
  {
    memory,
    now,
    usualWaitMs,
  }: { memory: SimulationMemory; now: number; usualWaitMs: number | null },
): Attempt {
  const askedMs = seconds === null ? defaultWaitMs(kind) : seconds * 1000;
  const past = memory.recall(asked.turn, kind, now);
  if (!past) {
    const { turn, model, messageCount } = asked;
    const retryWorksAt = now + (askedMs ?? usualWaitMs ?? 0);
    memory.remember(turn, kind, { retryWorksAt, model, messageCount }, now);
    return { fails: true, retryAfterMs: askedMs };
  }
  if (isMended(kind, past, asked)) return { fails: false };
  if (ERROR_CATALOGUE[kind].retry === 'never') return { fails: true, retryAfterMs: askedMs };
  const remainingMs = past.retryWorksAt - now;
  return remainingMs > TOLERANCE_MS ? { fails: true, retryAfterMs: remainingMs } : { fails: false };
}

/** Whether the request was changed in a way that the banner of its failure offers. */
function isMended(kind: ErrorKind, past: PastFailure, asked: AskedTurn): boolean {
  const { visitor, operator } = ERROR_CATALOGUE[kind].actions;
  const offered = [...visitor, ...operator];
  const isShorter = asked.messageCount < past.messageCount;
  const isOtherModel = asked.model !== past.model;
  return (
    (isShorter && offered.includes('shorten_and_retry')) ||
    (isOtherModel && offered.includes('switch_model'))
  );
}

function defaultWaitMs(kind: ErrorKind): number | null {
  // A day's budget ends with the day, which the banner knows by itself.
  if (kind === 'budget_spent') return null;
  if (kind === 'rate_limited' || kind === 'overloaded') return DEFAULT_WAIT_MS;
  const isOurWait =
    ERROR_KINDS[kind].origin === 'starlight' && ERROR_CATALOGUE[kind].retry === 'wait';
  return isOurWait ? DEFAULT_WAIT_MS : null;
}
