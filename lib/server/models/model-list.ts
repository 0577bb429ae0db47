import 'server-only';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ListedModel } from '#lib/core/models/listed-model.ts';

/** What is known about an upstream's list of models. */
type ModelListSnapshot = {
  /** The last list that arrived, however old; null if none has. */
  models: readonly ListedModel[] | null;
  /** Why the last attempt failed; null if it did not. */
  failure: Failure | null;
};

/** An upstream's list of models, read now and then while someone asks for it. */
export type ModelList = {
  /** What is known now. Starts an attempt in the background if one is due; never waits. */
  read: () => ModelListSnapshot;
  /** Resolves when the running attempt has ended; at once if none is running. Never rejects. */
  settled: () => Promise<void>;
  /** When the running attempt started, on the clock of `now`; null if none is running. */
  attemptStartedAt: () => number | null;
};

type ModelListOptions = {
  /** Reads the list; must end on its own. A rejection that is not a `StarlightError` is an internal failure. */
  load: () => Promise<readonly ListedModel[]>;
  /** Called when an attempt ends, with what is then known. */
  onAttempt?: (snapshot: ModelListSnapshot) => void;
  /** A clock in milliseconds. */
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
};

const REFRESH_MS = 10 * 60_000;
const FIRST_RETRY_MS = 5_000;
/** Until there is a list, someone may be waiting for it. */
const MAX_RETRY_WITHOUT_LIST_MS = 15_000;
/** So that many servers that started together do not ask together. */
const JITTER = 0.1;

/**
 * Keeps the last list while a newer one is read, and after a failure. One attempt at a time; the next is
 * due about ten minutes after a success, sooner after a failure.
 */
export function createModelList({
  load,
  onAttempt = () => undefined,
  now = () => performance.now(),
  random = Math.random,
}: ModelListOptions): ModelList {
  let snapshot: ModelListSnapshot = { models: null, failure: null };
  let attempt: { startedAt: number; ended: Promise<void> } | null = null;
  let failures = 0;
  let dueAt = Number.NEGATIVE_INFINITY;

  const run = async () => {
    try {
      snapshot = { models: await load(), failure: null };
      failures = 0;
    } catch (error) {
      snapshot = { ...snapshot, failure: failureOf(error) };
      failures += 1;
    }
    dueAt = now() + delayAfter(snapshot, failures) * (1 - JITTER + 2 * JITTER * random());
    attempt = null;
    onAttempt(snapshot);
  };

  return {
    read() {
      if (attempt === null && now() >= dueAt) {
        // Set before `run` can end.
        attempt = { startedAt: now(), ended: Promise.resolve().then(run) };
      }
      return snapshot;
    },
    settled: async () => await attempt?.ended,
    attemptStartedAt: () => attempt?.startedAt ?? null,
  };
}

function delayAfter({ models, failure }: ModelListSnapshot, failures: number): number {
  if (failure === null) return REFRESH_MS;
  const most = models === null ? MAX_RETRY_WITHOUT_LIST_MS : REFRESH_MS;
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), most);
}

function failureOf(error: unknown): Failure {
  return error instanceof StarlightError ? error.failure : { kind: 'internal' };
}
