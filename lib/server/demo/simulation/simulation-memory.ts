import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';

const TTL_MS = 25 * 3600 * 1000;
const MAX_TURNS = 1000;

/** A past failure of a turn. */
export type PastFailure = {
  /** When a retry starts to work, in ms since the epoch. */
  retryWorksAt: number;
  /** The request that failed; another model or fewer messages make it a different request. */
  model: string;
  messageCount: number;
};

/** Records which turns failed on request, so that their retries can succeed. */
export type SimulationMemory = {
  /** This turn's past failure of this kind; null if there is none. */
  recall: (turn: string, kind: ErrorKind, now: number) => PastFailure | null;
  /** Records that this turn failed with this kind. */
  remember: (turn: string, kind: ErrorKind, failure: PastFailure, now: number) => void;
};

/**
 * Creates an in-process memory. A turn is forgotten 25 hours after its failure, longer than any wait
 * that can be requested; beyond `maxTurns`, the oldest are forgotten first.
 */
export function createSimulationMemory({
  ttlMs = TTL_MS,
  maxTurns = MAX_TURNS,
}: {
  ttlMs?: number;
  maxTurns?: number;
} = {}): SimulationMemory {
  const failures = new Map<string, { failure: PastFailure; expiresAt: number }>();

  return {
    recall(turn, kind, now) {
      const entry = failures.get(keyOf(turn, kind));
      return entry && entry.expiresAt > now ? entry.failure : null;
    },
    remember(turn, kind, failure, now) {
      const key = keyOf(turn, kind);
      failures.delete(key);
      failures.set(key, { failure, expiresAt: now + ttlMs });
      for (const oldest of failures.keys()) {
        if (failures.size <= maxTurns) break;
        failures.delete(oldest);
      }
    },
  };
}

function keyOf(turn: string, kind: ErrorKind): string {
  return `${kind} ${turn}`;
}
