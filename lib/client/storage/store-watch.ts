import { createListeners } from '../page/create-listeners.ts';
import type { StoreProblem } from './store-problem.ts';

/**
 * `changed`: another tab changed that conversation, or (null) another tab or an import possibly all of
 * them. `deleted`: another tab deleted these; a `changed` follows.
 */
export type StoreChange =
  | { type: 'problem' }
  | { type: 'changed'; conversationId: string | null }
  | { type: 'deleted'; conversationIds: readonly string[] };

type StoreWatch = {
  /** The worst that is known now; null when all is well. */
  problem(): StoreProblem | null;
  /** Says how opening, reading or writing went last; listeners hear of it when `problem()` changes. */
  note(source: ProblemSource, problem: StoreProblem | null): void;
  noted(source: ProblemSource): StoreProblem | null;
  notify(change: StoreChange): void;
  subscribe(listener: (change: StoreChange) => void): () => void;
};

type ProblemSource = 'open' | 'write' | 'read';

/** Makes the list of a store's problems and of those who want to hear of them. */
export function createStoreWatch(): StoreWatch {
  const { subscribe, notify: notifyNow } = createListeners<StoreChange>();
  const problems: Record<ProblemSource, StoreProblem | null> = {
    open: null,
    write: null,
    read: null,
  };

  const problem = () => problems.open ?? problems.write ?? problems.read;
  // Later, when the change is complete.
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
