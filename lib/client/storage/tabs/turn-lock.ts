import { createTurnInquiry, openTurnChannel, type TurnInquiry } from './turn-inquiry.ts';

const LOCK_PREFIX = 'starlight-turn:';
/** How often a tab without Web Locks checks whether another one is still writing. */
const POLL_INTERVAL_MS = 2000;

const heldHere = new Map<string, number>();
let opened: TurnInquiry | null = null;

/**
 * Runs a turn while other tabs can see that its reply is being written: by a Web Lock or, without those
 * (plain http), by an answer when they ask. Settles like `run`.
 */
export async function holdTurnLock<T>(messageId: string, run: () => Promise<T>): Promise<T> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  heldHere.set(messageId, (heldHere.get(messageId) ?? 0) + 1);
  // Not awaited, and failures are ignored: it only informs other tabs and must not delay a turn.
  turnInquiry();
  void turnLocks()
    ?.request(LOCK_PREFIX + messageId, () => released)
    .catch(() => undefined);
  try {
    return await run();
  } finally {
    release();
    const remaining = (heldHere.get(messageId) ?? 1) - 1;
    if (remaining > 0) heldHere.set(messageId, remaining);
    else heldHere.delete(messageId);
  }
}

/** Whether any tab is writing that reply now. False if unknown. */
export async function isTurnHeld(messageId: string): Promise<boolean> {
  if (heldHere.has(messageId)) return true;
  try {
    const locks = turnLocks();
    if (!locks) return (await turnInquiry()?.ask(messageId)) ?? false;
    const { held = [], pending = [] } = await locks.query();
    return [...held, ...pending].some(({ name }) => name === LOCK_PREFIX + messageId);
  } catch {
    // A sandboxed page without storage may not query locks.
    return false;
  }
}

/** Without Web Locks, opens the channel so that this tab can ask and answer. */
function turnInquiry(): TurnInquiry | null {
  if (opened || turnLocks() || typeof window === 'undefined') return opened;
  const channel = openTurnChannel();
  opened = channel && createTurnInquiry({ channel, isHeldHere: (id) => heldHere.has(id) });
  return opened;
}

function turnLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks;
}

/** Resolves when no tab is writing that reply, or at once if unknown. */
export async function whenTurnEnds(messageId: string): Promise<void> {
  try {
    const locks = turnLocks();
    while (!locks && (await isTurnHeld(messageId)))
      await new Promise((done) => setTimeout(done, POLL_INTERVAL_MS));
    await locks?.request(LOCK_PREFIX + messageId, { mode: 'shared' }, async () => undefined);
  } catch {
    // A sandboxed page without storage may not request locks, so nobody holds one either.
  }
}
