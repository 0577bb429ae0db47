import { describe, expect, it } from 'vitest';
import { createRetryClock } from './retry-clock.ts';

const LONG_MS = 600_000;

describe('createRetryClock', () => {
  it('rejects a sleep immediately with the reason when the signal aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('the visitor left');
    const slept = createRetryClock().sleep(LONG_MS, controller.signal);
    controller.abort(reason);
    await expect(slept).rejects.toBe(reason);
  });

  it('does not sleep when the signal is already aborted', async () => {
    const reason = new Error('the visitor left');
    await expect(createRetryClock().sleep(LONG_MS, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('sleeps for the given time', async () => {
    const clock = createRetryClock();
    const before = clock.now();
    await clock.sleep(5, new AbortController().signal);
    // Timers count whole milliseconds from the start of their event loop turn.
    expect(clock.now() - before).toBeGreaterThan(3);
  });
});
