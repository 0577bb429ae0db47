const LOCK_PREFIX = 'starlight-turn:';

const heldHere = new Map<string, number>();

/**
 * Runs a turn while other tabs can see that its reply is being written (Web Locks). Brings what `run`
 * brings, and rejects as it does. Where there are no Web Locks (plain http), `run` just runs.
 */
export async function holdTurnLock<T>(messageId: string, run: () => Promise<T>): Promise<T> {
  let release = () => {};
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  heldHere.set(messageId, (heldHere.get(messageId) ?? 0) + 1);
  // Not waited for, and no matter when refused: it is a sign for other tabs and must not hold a turn up.
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
    const { held = [], pending = [] } = (await turnLocks()?.query()) ?? {};
    return [...held, ...pending].some(({ name }) => name === LOCK_PREFIX + messageId);
  } catch {
    // A page in a sandbox without storage may not ask.
    return false;
  }
}

function turnLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks;
}

/** Resolves when no tab is writing that reply any more, or at once where that cannot be known. */
export async function whenTurnEnds(messageId: string): Promise<void> {
  try {
    await turnLocks()?.request(LOCK_PREFIX + messageId, { mode: 'shared' }, async () => undefined);
  } catch {
    // A page in a sandbox without storage may not ask, and then nobody holds it either.
  }
}
