import { describe, expect, it } from 'vitest';
import { createRetryClock } from './retry-clock.ts';

const LONG_MS = 600_000;

describe('the clock of retries', () => {
  it('ends a wait at once when it is aborted, with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the visitor left');
    const slept = createRetryClock().sleep(LONG_MS, controller.signal);
    controller.abort(reason);
    await expect(slept).rejects.toBe(reason);
  });

  it('begins no wait for a signal that was aborted before', async () => {
    const reason = new Error('the visitor left');
    await expect(createRetryClock().sleep(LONG_MS, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('waits as long as it is told', async () => {
    const clock = createRetryClock();
    const before = clock.now();
    await clock.sleep(5, new AbortController().signal);
    // Timers count whole milliseconds from the start of their turn of the loop.
    expect(clock.now() - before).toBeGreaterThan(3);
  });
});
