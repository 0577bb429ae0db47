import { createTurnInquiry, openTurnChannel, type TurnInquiry } from './turn-inquiry.ts';

const LOCK_PREFIX = 'starlight-turn:';
/** How often a tab without Web Locks looks whether the other one still writes. */
const LOOK_AGAIN_MS = 2000;

const heldHere = new Map<string, number>();
let opened: TurnInquiry | null = null;

/**
 * Runs a turn while other tabs can see that its reply is being written: by a Web Lock or, where there
 * are none (plain http), by an answer when they ask. Brings what `run` brings, and rejects as it does.
 */
export async function holdTurnLock<T>(messageId: string, run: () => Promise<T>): Promise<T> {
  let release = () => {};
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  heldHere.set(messageId, (heldHere.get(messageId) ?? 0) + 1);
  // Not waited for, and no matter when refused: it is a sign for other tabs and must not hold a turn up.
  turnInquiry();
  void turnLocks()
    ?.request(LOCK_PREFIX + messageId, () => over)
    .catch(() => undefined);
  try {
    return await run();
  } finally {
    release();
    const left = (heldHere.get(messageId) ?? 1) - 1;
    if (left > 0) heldHere.set(messageId, left);
    else heldHere.delete(messageId);
  }
}

/** Whether this tab or another is writing that reply now. False where that cannot be known. */
export async function isTurnHeld(messageId: string): Promise<boolean> {
  if (heldHere.has(messageId)) return true;
  try {
    const locks = turnLocks();
    if (!locks) return (await turnInquiry()?.ask(messageId)) ?? false;
    const { held = [], pending = [] } = await locks.query();
    return [...held, ...pending].some(({ name }) => name === LOCK_PREFIX + messageId);
  } catch {
    // A page in a sandbox without storage may not ask.
    return false;
  }
}

/** Where there are no locks: from now on this tab answers, and can ask. */
function turnInquiry(): TurnInquiry | null {
  if (opened || turnLocks() || typeof window === 'undefined') return opened;
  const channel = openTurnChannel();
  opened = channel && createTurnInquiry({ channel, isHeldHere: (id) => heldHere.has(id) });
  return opened;
}

function turnLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks;
}

/** Resolves when no tab is writing that reply any more, or at once where that cannot be known. */
export async function whenTurnEnds(messageId: string): Promise<void> {
  try {
    const locks = turnLocks();
    while (!locks && (await isTurnHeld(messageId)))
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    await locks?.request(LOCK_PREFIX + messageId, { mode: 'shared' }, async () => undefined);
  } catch {
    // A page in a sandbox without storage may not ask, and then nobody holds it either.
  }
}
