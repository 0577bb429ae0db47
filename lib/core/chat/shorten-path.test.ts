import { describe, expect, it } from 'vitest';
import { countToLeaveOut } from './shorten-path.ts';

const path = Array.from({ length: 9 }, (_, index) => ({
  role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
  text: 'x'.repeat(100),
}));

describe('countToLeaveOut', () => {
  it('leaves out roughly the excess and starts with a user message', () => {
    const count = countToLeaveOut(path, { limitTokens: 8192, usedTokens: 9204 });
    expect(count).toBe(2);
    expect(path[count]?.role).toBe('user');
  });

  it('leaves out half when the upstream gave no token counts', () => {
    expect(countToLeaveOut(path, {})).toBe(6);
  });

  it('never leaves out the question itself', () => {
    expect(countToLeaveOut(path, { limitTokens: 1, usedTokens: 1_000_000 })).toBe(8);
    expect(countToLeaveOut(path.slice(0, 1), { limitTokens: 1, usedTokens: 1000 })).toBe(0);
    expect(countToLeaveOut([], {})).toBe(0);
  });
});
