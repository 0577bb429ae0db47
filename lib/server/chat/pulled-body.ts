import 'server-only';

/**
 * One write to a body; an empty text writes nothing. `'clean'` closes the body after it; `'broken'`
 * breaks the connection, for clients that take any clean end for a complete reply.
 */
export type BodyWrite = { text: string; end: false | 'clean' | 'broken' };

/** When the connection breaks, a client drops what it has not read yet. */
export const BREAK_AFTER_MS = 100;

export type PulledBodyOptions = {
  /** Called for one write at a time, and never again after the last. */
  nextWrite: () => Promise<BodyWrite>;
  /** Called when the reader disconnects. */
  onCancel: () => void;
  /** Ends the body, whether or not anyone is reading. */
  signal: AbortSignal;
  /**
   * Called when `signal` aborts while no write is pending: the reader has not taken the previous one and
   * may never do so. Releases the body's resources immediately, and resolves with a last write for a
   * reader that resumes. Never rejects.
   */
  endUnread: () => Promise<BodyWrite>;
};

/** The writes of a body, for a reader that takes them without a stream. */
export type BodyWrites = {
  /** The next write, which has a text or is the last; called for one at a time, and never after the last. */
  next: () => Promise<BodyWrite>;
  /** Call when the reader disconnects. */
  cancel: () => void;
};

const writesByStream = new WeakMap<ReadableStream<Uint8Array>, BodyWrites>();

/**
 * The writes of a body that `createPulledBody` made and that nobody has read from, to be read instead of it;
 * null for any other. Each stream that a chunk passes through costs about a tenth of what it costs in all.
 */
export function writesOf(body: ReadableStream<Uint8Array> | null): BodyWrites | null {
  return body === null || body.locked ? null : (writesByStream.get(body) ?? null);
}

/**
 * A response body that requests its next write only when the reader wants one, so a stalled reader
 * pauses the upstream. If a write is pending when `signal` aborts, `nextWrite` itself has to end it.
 */
export function createPulledBody(options: PulledBodyOptions): ReadableStream<Uint8Array> {
  const writes = createBodyWrites(options);
  let isBroken = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (isBroken) {
          await new Promise((resolve) => setTimeout(resolve, BREAK_AFTER_MS));
          // With this name, Next breaks the connection without logging a stack trace; it is already logged.
          return controller.error(new DOMException('the reply was cut', 'AbortError'));
        }
        const { text, end } = await writes.next();
        if (text !== '') controller.enqueue(Buffer.from(text));
        if (end === 'clean') controller.close();
        else if (end === 'broken') isBroken = true;
      },
      cancel: writes.cancel,
    },
    // Otherwise one write would always be made ahead of demand.
    { highWaterMark: 0 },
  );
  writesByStream.set(body, writes);
  return body;
}

function createBodyWrites({
  nextWrite,
  onCancel,
  signal,
  endUnread,
}: PulledBodyOptions): BodyWrites {
  let isPending = false;
  let isOver = false;
  let last: Promise<BodyWrite> | null = null;

  const onAbort = () => {
    if (!isPending && !isOver) last ??= endUnread();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  // For a disconnected client, the server may never read at all.
  if (signal.aborted) onAbort();

  return {
    async next() {
      isPending = true;
      let write = await (last ?? nextWrite());
      // A pull that enqueues nothing is not called again, so it must not resolve without a write.
      while (write.text === '' && write.end === false) write = await (last ?? nextWrite());
      isPending = false;
      isOver = write.end !== false;
      // The signal aborted during this write, and it was not the last one.
      if (signal.aborted) onAbort();
      return write;
    },
    cancel: onCancel,
  };
}
