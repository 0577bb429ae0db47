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

  it('leaves out enough messages for a limit on their number, and some more', () => {
    const details = { limitUnit: 'messages', limit: 8, used: 9 } as const;
    expect(countToLeaveOut(path, details)).toBe(2);
    const unsent = path.with(1, { role: 'assistant', text: '' });
    expect(countToLeaveOut(unsent, details)).toBe(4);
    const long = Array.from({ length: 1001 }, (_, index) => path[index % 2]).flatMap(
      (message) => message ?? [],
    );
    const count = countToLeaveOut(long, { limitUnit: 'messages', limit: 1000, used: 1001 });
    expect(long.length - count).toBeLessThan(910);
    expect(long[count]?.role).toBe('user');
  });

  it('leaves out the excess of a limit in bytes', () => {
    expect(countToLeaveOut(path, { limitUnit: 'bytes', limit: 900, used: 1000 })).toBe(2);
  });

  it('never leaves out the question itself', () => {
    expect(countToLeaveOut(path, { limitTokens: 1, usedTokens: 1_000_000 })).toBe(8);
    expect(countToLeaveOut(path.slice(0, 1), { limitTokens: 1, usedTokens: 1000 })).toBe(0);
    expect(countToLeaveOut([], {})).toBe(0);
  });
});
