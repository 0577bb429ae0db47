import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWaitingClock } from './waiting-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the clock of waiting', () => {
  it('calls after that much waiting, once', () => {
    const clock = createWaitingClock(() => Date.now());
    const action = vi.fn();
    clock.after(200, action);
    vi.advanceTimersByTime(190);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    expect(action).toHaveBeenCalledOnce();
  });

  it('stands still while nobody waits, and keeps no timer', () => {
    const clock = createWaitingClock(() => Date.now());
    const cancel = clock.after(200, () => undefined);
    cancel();
    vi.advanceTimersByTime(100);
    expect(vi.getTimerCount()).toBe(0);
    const waited = clock.now();
    vi.advanceTimersByTime(10_000);
    expect(clock.now()).toBe(waited);
  });

  it('counts little of the time that the process was busy itself', () => {
    const busyMs = 3000;
    let at = 0;
    const clock = createWaitingClock(() => at);
    const action = vi.fn();
    clock.after(600, action);
    at += busyMs;
    vi.advanceTimersByTime(25);
    expect(action).not.toHaveBeenCalled();
    expect(clock.now()).toBeLessThan(busyMs / 10);
  });
});
