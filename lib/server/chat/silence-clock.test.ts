import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSilenceClock } from './silence-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('resolves with what arrives in time, or with silent', async () => {
  const clock = createSilenceClock(100);
  expect(await clock.wait(Promise.resolve('came'))).toBe('came');
  const late = Promise.withResolvers<string>();
  const waiting = clock.wait(late.promise);
  vi.advanceTimersByTime(100);
  expect(await waiting).toBe('silent');
});

it('waits again for the same promise, restarting the timer', async () => {
  const clock = createSilenceClock(100);
  const late = Promise.withResolvers<string>();
  const first = clock.wait(late.promise);
  vi.advanceTimersByTime(100);
  await first;
  const second = clock.wait(late.promise);
  vi.advanceTimersByTime(99);
  late.resolve('came');
  expect(await second).toBe('came');
});

it('rejects when the promise rejects', async () => {
  const clock = createSilenceClock(100);
  await expect(clock.wait(Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  clock[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});
