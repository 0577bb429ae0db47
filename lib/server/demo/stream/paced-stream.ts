import 'server-only';
import type { Wait } from './pace.ts';

/** One step of a simulated connection, which closes after the last step. */
export type StreamStep =
  | { type: 'send'; afterMs: number; text: string }
  /** The other side closes the connection abruptly. */
  | { type: 'reset' }
  /** The connection stays open, but nothing more arrives. */
  | { type: 'stall' };

/**
 * A body that takes a step only when it is read, so that a slow reader applies backpressure. When the
 * signal aborts, it fails immediately with the signal's reason, like the body of a real `fetch`.
 */
export function createPacedStream(
  steps: Iterator<StreamStep, void>,
  { signal, wait }: { signal: AbortSignal | null; wait: Wait },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const stopped = new AbortController();
  let abort = (): void => undefined;
  const release = (): void => signal?.removeEventListener('abort', abort);

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        abort = () => {
          controller.error(signal?.reason);
          stopped.abort(signal?.reason);
        };
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      },
      async pull(controller) {
        const step = steps.next().value;
        if (step?.type === 'send') {
          if (step.afterMs > 0) await wait(step.afterMs, stopped.signal);
          if (!stopped.signal.aborted) controller.enqueue(encoder.encode(step.text));
        } else if (step?.type === 'stall') {
          await untilAborted(stopped.signal);
        } else {
          release();
          if (step) controller.error(connectionReset());
          else controller.close();
        }
      },
      cancel(reason) {
        release();
        stopped.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The error of a Node `fetch` body when the other side closes the socket (undici). */
function connectionReset(): TypeError {
  const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  cause.name = 'SocketError';
  return new TypeError('terminated', { cause });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
