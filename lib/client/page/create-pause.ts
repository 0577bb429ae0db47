/** Shorter than a frame, so that typing and scrolling go on while long work is done. */
const SLICE_MS = 8;

/** Pauses long work once it has taken its share of a frame. */
export type Pause = () => Promise<void> | undefined;

/**
 * Creates a pause for one piece of long work, to be called between its steps: it returns a promise only
 * if it is time to let the page respond first.
 */
export function createPause(now: () => number = () => performance.now()): Pause {
  let startedAt = now();
  return () => {
    if (now() - startedAt < SLICE_MS) return undefined;
    return nextTask().then(() => {
      startedAt = now();
    });
  };
}

/** Resolves in a task of its own, after input; a timer would wait at least 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
