import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { imagesLength, messageLength } from '#lib/core/chat/message-length.ts';

type ReplyFlusherOptions = {
  put: (message: ChatMessage) => Promise<void>;
  /** How far the stored reply may lag behind, in ms and in characters, and once more per megabyte of images. */
  intervalMs?: number;
  chars?: number;
  /** A monotonic clock, in ms. */
  now?: () => number;
  /** Calls `run` later; returns a function that cancels it. */
  schedule?: (run: () => void, delayMs: number) => () => void;
};

/** Stores a reply while it streams. One flusher per reply. */
type ReplyFlusher = {
  /** Takes the next version, and stores it now if enough text has arrived, otherwise after the interval. */
  update(message: ChatMessage): void;
  /** Stores the last version now. Resolves when it is stored; rejects when `put` does. */
  flush(): Promise<void>;
};

/** A version is written whole, so one with large images is written less often. */
const CHARS_PER_LAG = 1_000_000;

/**
 * Creates the flusher of one reply: a crash costs at most a second or 200 characters of it and its
 * thinking, or, after images, that much more per megabyte. An image is stored as soon as it arrives. Writes never overlap and always store the newest version, so the next write makes up for a
 * failed one.
 */
export function createReplyFlusher(options: ReplyFlusherOptions): ReplyFlusher {
  const {
    put,
    intervalMs = 1000,
    chars = 200,
    now = monotonicNow,
    schedule = scheduleTimeout,
  } = options;
  let latest: ChatMessage | null = null;
  let written: ChatMessage | null = null;
  let writing: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  // From the last attempt: a failed write is retried after more text or the interval.
  let triedLength = 0;
  let triedAt = now();

  const write = async (message: ChatMessage): Promise<void> => {
    cancelTimer?.();
    cancelTimer = null;
    triedLength = messageLength(message);
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

  const startWrite = (message: ChatMessage): Promise<void> => {
    writing = write(message);
    return writing;
  };

  const writeWhenDue = () => {
    if (writing || !latest || latest === written) return;
    const slowness = 1 + imagesLength(latest) / CHARS_PER_LAG;
    const waitMs = triedAt + intervalMs * slowness - now();
    const lag = Math.abs(messageLength(latest) - triedLength);
    if (lag >= chars * slowness || waitMs <= 0) startWrite(latest).catch(ignoreUntilNextTry);
    else cancelTimer ??= schedule(onTimer, waitMs);
  };

  const onTimer = () => {
    cancelTimer = null;
    writeWhenDue();
  };

  return {
    update(message) {
      latest = message;
      writeWhenDue();
    },
    async flush() {
      while (writing) await writing.catch(ignoreUntilNextTry);
      if (latest && latest !== written) await startWrite(latest);
    },
  };
}

/** Nothing is lost: the version stays the latest and unwritten. */
function ignoreUntilNextTry(): void {}

function monotonicNow(): number {
  return performance.now();
}

function scheduleTimeout(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
