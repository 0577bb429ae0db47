import { describe, expect, it } from 'vitest';
import { createLimitWatch } from './limit-watch.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const MIDNIGHT = Date.UTC(2026, 10, 23);

describe('createLimitWatch', () => {
  it('converts reset durations into times', () => {
    const watch = createLimitWatch();
    expect(watch.read()).toEqual({ messages: null, budget: null });
    const budget = { share: 'little', figures: null } as const;
    watch.update({ messages: { remaining: 2, resetMs: 5000 }, budget }, NOON);
    expect(watch.read()).toEqual({
      messages: { remaining: 2, moment: NOON + 5000 },
      budget: { ...budget, moment: MIDNIGHT },
    });
  });

  it('keeps a limit missing from a response and clears one reported as unlimited', () => {
    const watch = createLimitWatch();
    watch.update({ messages: { remaining: 0, resetMs: 5000 } }, NOON);
    watch.update({}, NOON + 1000);
    expect(watch.read().messages).toEqual({ remaining: 0, moment: NOON + 5000 });
    watch.update({ messages: null }, NOON + 1000);
    expect(watch.read().messages).toBeNull();
  });

  it('notifies listeners and returns the same object until a change', () => {
    const watch = createLimitWatch();
    let calls = 0;
    const stop = watch.subscribe(() => {
      calls += 1;
    });
    expect(watch.read()).toBe(watch.read());
    watch.update({ messages: null });
    stop();
    watch.update({ messages: null });
    expect(calls).toBe(1);
  });
});
