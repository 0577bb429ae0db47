import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace, waitByTimer } from './pace.ts';

describe('createPace', () => {
  it.each([0, 0.5, 0.999])('matches a hosted model when random returns %d', (randomValue) => {
    const pace = createPace('believable', () => randomValue);
    expect(pace.firstTokenMs()).toBeGreaterThanOrEqual(250);
    expect(pace.firstTokenMs()).toBeLessThanOrEqual(500);
    expect(1000 / pace.tokenMs()).toBeGreaterThanOrEqual(120);
    expect(1000 / pace.tokenMs()).toBeLessThanOrEqual(180.001);
    expect(pace.refusalMs()).toBeLessThan(pace.firstTokenMs());
  });

  it('does not wait at all when instant', () => {
    const pace = createPace('instant', () => 0.5);
    expect([pace.firstTokenMs(), pace.tokenMs(), pace.refusalMs()]).toEqual([0, 0, 0]);
  });
});

describe('waitByTimer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the given time and leaves no listener', async () => {
    const { signal } = new AbortController();
    let over = false;
    const waiting = waitByTimer(100, signal).then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(over).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects immediately with the reason when aborted, and leaves no timer', async () => {
    const controller = new AbortController();
    const waiting = waitByTimer(100_000, controller.signal);
    const reason = new Error('stopped');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects without a timer when already aborted', async () => {
    const reason = new Error('stopped');
    await expect(waitByTimer(1, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});
