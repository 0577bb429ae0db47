import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

type ReplyFlusherOptions = {
  put: (message: ChatMessage) => Promise<void>;
  /** The longest time, in ms, and the most characters that the stored reply may lag behind. */
  intervalMs?: number;
  chars?: number;
  /** A clock that never runs backwards, in ms. */
  now?: () => number;
  /** Runs something later; returns how to call it off. */
  schedule?: (run: () => void, delayMs: number) => () => void;
};

/** Stores a reply while it streams. One flusher for one reply. */
type ReplyFlusher = {
  /** Takes the next version. It is stored now when enough has come, else when the time is up. */
  keep(message: ChatMessage): void;
  /** Stores the last version now. Resolves when it is stored; rejects when `put` does. */
  flush(): Promise<void>;
};

/**
 * Makes the flusher of one reply: a crash costs at most a second or 200 characters of it. Writes follow
 * one another, never overlap, and always carry the newest version; one that failed is made up for by
 * the next.
 */
export function createReplyFlusher(options: ReplyFlusherOptions): ReplyFlusher {
  const { put, intervalMs = 1000, chars = 200, now = monotonicNow, schedule = later } = options;
  let latest: ChatMessage | null = null;
  let written: ChatMessage | null = null;
  let writing: Promise<void> | null = null;
  let callOff: (() => void) | null = null;
  // Of the last attempt: a write that fails is tried again when more has come or the time is up.
  let triedLength = 0;
  let triedAt = now();

  const write = async (message: ChatMessage): Promise<void> => {
    callOff?.();
    callOff = null;
    triedLength = message.text.length;
    triedAt = now();
    try {
      // In an async function, so that a `put` that throws rejects like one that fails.
      await (async () => put(message))();
      written = message;
    } finally {
      writing = null;
      writeWhenDue();
    }
  };

  const begin = (message: ChatMessage): Promise<void> => {
    writing = write(message);
    return writing;
  };

  const writeWhenDue = () => {
    if (writing || !latest || latest === written) return;
    const waitMs = triedAt + intervalMs - now();
    const lag = Math.abs(latest.text.length - triedLength);
    if (lag >= chars || waitMs <= 0) begin(latest).catch(ignoreUntilNextTry);
    else callOff ??= schedule(wake, waitMs);
  };

  const wake = () => {
    callOff = null;
    writeWhenDue();
  };

  return {
    keep(message) {
      latest = message;
      writeWhenDue();
    },
    async flush() {
      while (writing) await writing.catch(ignoreUntilNextTry);
      if (latest && latest !== written) await begin(latest);
    },
  };
}

/** A failed write is not lost: the version stays the latest, and unwritten. */
function ignoreUntilNextTry(): void {}

function monotonicNow(): number {
  return performance.now();
}

function later(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
