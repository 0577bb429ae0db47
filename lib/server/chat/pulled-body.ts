import 'server-only';

/**
 * One write of a body; an empty text writes nothing. `'clean'` ends the body with it; `'broken'`
 * breaks the connection after it, for clients that take any clean end for the whole.
 */
export type BodyWrite = { text: string; end: false | 'clean' | 'broken' };

// A client that sees the connection break drops what it has not read by then.
const BREAK_AFTER_MS = 100;

/**
 * A response body that asks for its next write only when the reader wants one: a reader that
 * stalls stops the upstream. `onCancel` is called when the reader goes away.
 */
export function createPulledBody(
  nextWrite: () => Promise<BodyWrite>,
  onCancel: () => void,
): ReadableStream<Uint8Array> {
  let broken = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (broken) {
          await new Promise((resolve) => setTimeout(resolve, BREAK_AFTER_MS));
          // By this name Next breaks the connection without a stack trace: the log line tells it already.
          return controller.error(new DOMException('the reply was cut', 'AbortError'));
        }
        let write = await nextWrite();
        // A pull that enqueues nothing is not repeated, so it must not end before there is something.
        while (write.text === '' && write.end === false) write = await nextWrite();
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
