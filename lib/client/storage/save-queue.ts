import type { DatabaseAccess } from './database/database-access.ts';
import { writeChanges } from './database/write-changes.ts';
import type { Change } from './journal/pending-changes.ts';
import type { SessionMemory } from './session-memory.ts';
import { type StoreProblem, storeProblemOf } from './store-problem.ts';
import type { StoreAnnouncement } from './tabs/store-channel.ts';

type SaveQueueOptions = {
  memory: SessionMemory;
  /** Resolves once it is known whether there is a database. */
  whenOpen: () => Promise<boolean>;
  /** Runs on the database; null without one. */
  onDatabase: DatabaseAccess['onDatabase'];
  /** Receives the reason a write failed; null once everything is written. */
  onProblem: (problem: StoreProblem | null) => void;
  /** Called after each write. */
  onWritten: (announcement: StoreAnnouncement) => void;
};

/**
 * Creates the function that writes pending changes to the database, one run after the other, so that an
 * older version never overwrites a newer one. Each call resolves when everything pending before it has
 * been written or has failed, and never rejects. Failed changes stay pending and are retried after the
 * next write, or (`retry`) at once.
 */
export function createSaveQueue(options: SaveQueueOptions) {
  const { memory, whenOpen, onDatabase, onProblem, onWritten } = options;
  const { pending } = memory;
  let saving = Promise.resolve();

  const write = async (changes: readonly Change[]): Promise<boolean> => {
    try {
      const written = await onDatabase((db) => writeChanges(db, changes, memory.isKnownStored));
      if (!written) return false;
      pending.settle(changes);
      memory.learn(written.value.conversations);
      for (const id of written.value.deletedElsewhere) memory.forget(id);
      for (const announcement of announcementsOf(changes)) onWritten(announcement);
      return true;
    } catch (error) {
      onProblem(storeProblemOf(error));
      return false;
    }
  };

  const run = async (retry: boolean) => {
    // Wait before taking the changes, so that all of them go into one transaction.
    if (pending.isEmpty() || !(await whenOpen())) return;
    let fresh = pending.takeFresh();
    if (fresh.length === 0 && !retry) return;
    for (; fresh.length > 0; fresh = pending.takeFresh()) await write(fresh);
    // In a full database, small changes may still fit one by one.
    for (const change of pending.backlog()) if (!(await write([change]))) break;
    if (pending.isEmpty()) onProblem(null);
  };

  return ({ retry = false } = {}): Promise<void> => {
    const next = () => run(retry);
    saving = saving.then(next, next);
    return saving;
  };
}

/** One per conversation and type: a turn is three changes but one announcement. */
function announcementsOf(changes: readonly Change[]): Iterable<StoreAnnouncement> {
  const announcements = new Map<string, StoreAnnouncement>();
  for (const change of changes) {
    const conversationId = change.type === 'clear' ? null : change.conversationId;
    const isDeletion = change.type === 'clear' || change.type === 'delete';
    const type = isDeletion ? 'deleted' : 'changed';
    announcements.set(`${type} ${conversationId}`, { type, conversationId });
  }
  return announcements.values();
}
