import 'server-only';

/**
 * One write of a body; an empty text writes nothing. `'clean'` ends the body with it; `'broken'`
 * breaks the connection after it, for clients that take any clean end for the whole.
 */
export type BodyWrite = { text: string; end: false | 'clean' | 'broken' };

// A client that sees the connection break drops what it has not read by then.
const BREAK_AFTER_MS = 100;

export type PulledBodyOptions = {
  /** Asked for one write at a time, and never again after the last. */
  nextWrite: () => Promise<BodyWrite>;
  /** The reader went away. */
  onCancel: () => void;
  /** Ends the body whether or not anyone reads. */
  signal: AbortSignal;
  /**
   * `signal` aborted, and no write is being waited for: the reader has not taken the one before, and
   * may never. Gives back at once what the body holds, and resolves with a last write for a reader
   * that comes back. Never rejects.
   */
  endUnread: () => Promise<BodyWrite>;
};

/**
 * A response body that asks for its next write only when the reader wants one: a reader that
 * stalls stops the upstream. A write that is being waited for when `signal` aborts is ended by
 * `nextWrite` itself.
 */
export function createPulledBody({
  nextWrite,
  onCancel,
  signal,
  endUnread,
}: PulledBodyOptions): ReadableStream<Uint8Array> {
  let isWanted = false;
  let isOver = false;
  let broken = false;
  let last: Promise<BodyWrite> | null = null;

  const onAbort = () => {
    if (!isWanted && !isOver) last ??= endUnread();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  // Whoever serves a client that is gone may not even read once.
  if (signal.aborted) onAbort();

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (broken) {
          await new Promise((resolve) => setTimeout(resolve, BREAK_AFTER_MS));
          // By this name Next breaks the connection without a stack trace: the log line tells it already.
          return controller.error(new DOMException('the reply was cut', 'AbortError'));
        }
        isWanted = true;
        let write = await (last ?? nextWrite());
        // A pull that enqueues nothing is not repeated, so it must not end before there is something.
        while (write.text === '' && write.end === false) write = await (last ?? nextWrite());
        isWanted = false;
        isOver = write.end !== false;
        // It was on its way already when all ended, and was not the last.
        if (signal.aborted) onAbort();
        if (write.text !== '') controller.enqueue(Buffer.from(write.text));
        if (write.end === 'clean') controller.close();
        else if (write.end === 'broken') broken = true;
      },
      cancel: onCancel,
    },
    // Without it one write more than is wanted would always be made ahead.
    { highWaterMark: 0 },
  );
}
