import { describe, expect, it } from 'vitest';
import { STUCK_AFTER_MS, wasDrawingStuck } from './was-drawing-stuck.ts';

describe('a mark of an earlier load', () => {
  const now = 1_700_000_000_000;

  it('tells of a page that was stuck once it is old enough', () => {
    expect(wasDrawingStuck(String(now - STUCK_AFTER_MS), now)).toBe(true);
    expect(wasDrawingStuck(String(now - 86_400_000), now)).toBe(true);
  });

  it('tells nothing when it is a moment old: somebody reloads in the middle of a load', () => {
    expect(wasDrawingStuck(String(now - STUCK_AFTER_MS + 1), now)).toBe(false);
    expect(wasDrawingStuck(String(now), now)).toBe(false);
  });

  it('tells nothing when there is none, or when it is of the future', () => {
    expect(wasDrawingStuck(null, now)).toBe(false);
    expect(wasDrawingStuck(String(now + 60_000), now)).toBe(false);
  });

  it.each(['', 'yes', '-5', '1e3', 'NaN', '9'.repeat(400)])(
    'tells nothing when it is %j',
    (mark) => {
      expect(wasDrawingStuck(mark, now)).toBe(false);
    },
  );
});
