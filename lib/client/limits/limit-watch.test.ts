import { describe, expect, it } from 'vitest';
import { createLimitWatch } from './limit-watch.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const MIDNIGHT = Date.UTC(2026, 10, 23);

describe('the watch of limits', () => {
  it('turns what is left into moments', () => {
    const watch = createLimitWatch();
    expect(watch.read()).toEqual({ messages: null, budget: null });
    const budget = { share: 'little', figures: null } as const;
    watch.tell({ messages: { left: 2, resetMs: 5000 }, budget }, NOON);
    expect(watch.read()).toEqual({
      messages: { left: 2, moment: NOON + 5000 },
      budget: { ...budget, moment: MIDNIGHT },
    });
  });

  it('keeps what an answer says nothing of, and forgets what it calls unlimited', () => {
    const watch = createLimitWatch();
    watch.tell({ messages: { left: 0, resetMs: 5000 } }, NOON);
    watch.tell({}, NOON + 1000);
    expect(watch.read().messages).toEqual({ left: 0, moment: NOON + 5000 });
    watch.tell({ messages: null }, NOON + 1000);
    expect(watch.read().messages).toBeNull();
  });

  it('calls those who listen, and the same object is read until then', () => {
    const watch = createLimitWatch();
    let calls = 0;
    const stop = watch.subscribe(() => {
      calls += 1;
    });
    expect(watch.read()).toBe(watch.read());
    watch.tell({ messages: null });
    stop();
    watch.tell({ messages: null });
    expect(calls).toBe(1);
  });
});
