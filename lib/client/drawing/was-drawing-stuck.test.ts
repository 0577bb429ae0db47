import { describe, expect, it } from 'vitest';
import { STUCK_AFTER_MS, wasDrawingStuck } from './was-drawing-stuck.ts';

describe('a mark from an earlier load', () => {
  const now = 1_700_000_000_000;

  it('means the page froze if it is old enough', () => {
    expect(wasDrawingStuck(String(now - STUCK_AFTER_MS), now)).toBe(true);
    expect(wasDrawingStuck(String(now - 86_400_000), now)).toBe(true);
  });

  it('means nothing if it is only a moment old, as after a reload while loading', () => {
    expect(wasDrawingStuck(String(now - STUCK_AFTER_MS + 1), now)).toBe(false);
    expect(wasDrawingStuck(String(now), now)).toBe(false);
  });

  it('means nothing if it is missing or in the future', () => {
    expect(wasDrawingStuck(null, now)).toBe(false);
    expect(wasDrawingStuck(String(now + 60_000), now)).toBe(false);
  });

  it.each(['', 'yes', '-5', '1e3', 'NaN', '9'.repeat(400)])('means nothing if it is %j', (mark) => {
    expect(wasDrawingStuck(mark, now)).toBe(false);
  });
});
