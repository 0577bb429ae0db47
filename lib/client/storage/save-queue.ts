import type { StarlightDatabase } from './database/database.ts';
import { writeChanges } from './database/write-changes.ts';
import type { Change } from './journal/pending-changes.ts';
import type { SessionMemory } from './session-memory.ts';
import { type StoreProblem, storeProblemOf } from './store-problem.ts';
import type { StoreAnnouncement } from './tabs/store-channel.ts';

type SaveQueueOptions = {
  memory: SessionMemory;
  /** Resolves once there is a database, or it is known that there is none. */
  whenOpen: () => Promise<boolean>;
  /** Runs on the database; null without one. */
  onDatabase: <T>(work: (db: StarlightDatabase) => Promise<T>) => Promise<{ value: T } | null>;
  /** Why not all is written; null once all is. */
  onProblem: (problem: StoreProblem | null) => void;
  /** Something was written. */
  onWritten: (announcement: StoreAnnouncement) => void;
};

/**
 * Makes the function that writes what the memory holds and the database does not: one run after the
 * other, so that an older version never lands on a newer one. Each call resolves when all that was
 * pending before it has been written or has failed, and never rejects. What fails stays pending and is
 * tried again after the next write, or (`retry`) at once.
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
    // Waited for before the changes are taken: all that comes meanwhile goes in one transaction.
    if (pending.isEmpty() || !(await whenOpen())) return;
    let fresh = pending.takeFresh();
    if (fresh.length === 0 && !retry) return;
    for (; fresh.length > 0; fresh = pending.takeFresh()) await write(fresh);
    // In a full database, what is small may fit where all together did not.
    for (const change of pending.backlog()) if (!(await write([change]))) break;
    if (pending.isEmpty()) onProblem(null);
  };

  return ({ retry = false } = {}): Promise<void> => {
    const next = () => run(retry);
    saving = saving.then(next, next);
    return saving;
  };
}

/** A turn is three changes of one conversation, and one announcement. */
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
