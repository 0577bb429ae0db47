import { createListeners } from '../page/create-listeners.ts';
import type { StoreProblem } from './store-problem.ts';

/**
 * `changed`: another tab changed that conversation; null: another tab or an import may have changed any.
 * `deleted`: another tab deleted these; a `changed` follows.
 */
export type StoreChange =
  | { type: 'problem' }
  | { type: 'changed'; conversationId: string | null }
  | { type: 'deleted'; conversationIds: readonly string[] };

export type StoreWatch = {
  /** The most severe current problem, or null. */
  problem(): StoreProblem | null;
  /** Records the latest result of opening, reading or writing; notifies if `problem()` changes. */
  note(source: ProblemSource, problem: StoreProblem | null): void;
  noted(source: ProblemSource): StoreProblem | null;
  notify(change: StoreChange): void;
  subscribe(listener: (change: StoreChange) => void): () => void;
};

type ProblemSource = 'open' | 'write' | 'read';

/** Tracks a store's problems and its listeners. */
export function createStoreWatch(): StoreWatch {
  const { subscribe, notify: notifyNow } = createListeners<StoreChange>();
  const problems: Record<ProblemSource, StoreProblem | null> = {
    open: null,
    write: null,
    read: null,
  };

  const problem = () => problems.open ?? problems.write ?? problems.read;
  // Deferred until the change is complete.
  const notify = (change: StoreChange) => queueMicrotask(() => notifyNow(change));

  return {
    problem,
    notify,
    note(source, next) {
      const before = problem();
      problems[source] = next;
      if (problem() !== before) notify({ type: 'problem' });
    },
    noted: (source) => problems[source],
    subscribe,
  };
}
