import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';

const TTL_MS = 25 * 3600 * 1000;
const MAX_TURNS = 1000;

/** A failure that a turn has had. */
export type PastFailure = {
  /** From when on a retry works, ms since 1970. */
  retryWorksAt: number;
  /** What was asked for: of another model, or with fewer messages, it is another request. */
  model: string;
  messageCount: number;
};

/** Which turns have failed on request, so that their retry can work. */
export type SimulationMemory = {
  /** How this turn failed this way before; null when it has not. */
  recall: (turn: string, kind: ErrorKind, now: number) => PastFailure | null;
  /** Notes that this turn has failed this way. */
  remember: (turn: string, kind: ErrorKind, failure: PastFailure, now: number) => void;
};

/**
 * A memory of this process. A turn is forgotten 25 hours after its failure, which is longer than any
 * wait that can be asked for; of more than `maxTurns` the oldest are forgotten first.
 */
export function createSimulationMemory({
  ttlMs = TTL_MS,
  maxTurns = MAX_TURNS,
}: {
  ttlMs?: number;
  maxTurns?: number;
} = {}): SimulationMemory {
  const failures = new Map<string, { failure: PastFailure; forgottenAt: number }>();

  return {
    recall(turn, kind, now) {
      const known = failures.get(keyOf(turn, kind));
      return known && known.forgottenAt > now ? known.failure : null;
    },
    remember(turn, kind, failure, now) {
      const key = keyOf(turn, kind);
      failures.delete(key);
      failures.set(key, { failure, forgottenAt: now + ttlMs });
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
