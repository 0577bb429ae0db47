import 'server-only';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { PastFailure, SimulationMemory } from './simulation-memory.ts';

const DEFAULT_WAIT_MS = 8000;
// The client counts from when it read the response, and timers can fire slightly early.
const TOLERANCE_MS = 250;

/** One attempt's request; `turn` is the id that stays the same across retries. */
export type SimulatedTurn = { turn: string; model: string; messageCount: number };

/** The outcome of an attempt. `retryAfterMs`: the wait to report; null to keep the failure's own. */
type Attempt = { fails: false } | { fails: true; retryAfterMs: number | null };

/**
 * Makes a turn fail the first time and until its wait is over; after that it succeeds. A kind that no
 * retry can help keeps failing until the request is changed as its banner offers: another model, or
 * fewer messages.
 *
 * @param usualWaitMs the wait that the failure itself reports; null if none
 */
export function attemptOf(
  { kind, seconds }: SimulateCommand,
  request: SimulatedTurn,
  {
    memory,
    now,
    usualWaitMs,
  }: { memory: SimulationMemory; now: number; usualWaitMs: number | null },
): Attempt {
  const requestedMs = seconds === null ? defaultWaitMs(kind) : seconds * 1000;
  const past = memory.recall(request.turn, kind, now);
  if (!past) {
    const { turn, model, messageCount } = request;
    const retryWorksAt = now + (requestedMs ?? usualWaitMs ?? 0);
    memory.remember(turn, kind, { retryWorksAt, model, messageCount }, now);
    return { fails: true, retryAfterMs: requestedMs };
  }
  if (isFixed(kind, past, request)) return { fails: false };
  if (ERROR_CATALOGUE[kind].retry === 'never') return { fails: true, retryAfterMs: requestedMs };
  const remainingMs = past.retryWorksAt - now;
  return remainingMs > TOLERANCE_MS ? { fails: true, retryAfterMs: remainingMs } : { fails: false };
}

/** Whether the request was changed as the banner of its failure offers. */
function isFixed(kind: ErrorKind, past: PastFailure, request: SimulatedTurn): boolean {
  const { visitor, operator } = ERROR_CATALOGUE[kind].actions;
  const offered = [...visitor, ...operator];
  const isShorter = request.messageCount < past.messageCount;
  const isOtherModel = request.model !== past.model;
  return (
    (isShorter && offered.includes('shorten_and_retry')) ||
    (isOtherModel && offered.includes('switch_model'))
  );
}

function defaultWaitMs(kind: ErrorKind): number | null {
  // A daily budget resets at the end of the day, which the banner already knows.
  if (kind === 'budget_spent') return null;
  if (kind === 'rate_limited' || kind === 'overloaded') return DEFAULT_WAIT_MS;
  const isOurWait =
    ERROR_KINDS[kind].origin === 'starlight' && ERROR_CATALOGUE[kind].retry === 'wait';
  return isOurWait ? DEFAULT_WAIT_MS : null;
}
