import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSilenceClock } from './silence-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives what comes in time, and says so when nothing does', async () => {
  const clock = createSilenceClock(100);
  expect(await clock.wait(Promise.resolve('came'))).toBe('came');
  const late = Promise.withResolvers<string>();
  const waiting = clock.wait(late.promise);
  vi.advanceTimersByTime(100);
  expect(await waiting).toBe('silent');
});

it('waits on for the same thing, from the start of each wait', async () => {
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

it('passes a failure on', async () => {
  const clock = createSilenceClock(100);
  await expect(clock.wait(Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  clock[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});
