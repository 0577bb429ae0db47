import { describe, expect, it } from 'vitest';
import { REASONING_EFFORTS } from '../reasoning-effort.ts';
import { outputRoom } from './output-room.ts';

const ALLOWANCE = { maxOutputTokens: 4096, maxThinkingTokens: 16_384 };
const THINKS = { thinks: true } as const;
const SAME = { usual: 4096, most: 4096 };

describe('outputRoom', () => {
  it('is that of the answer for a model that does not think, or is told not to', () => {
    expect(outputRoom({}, undefined, ALLOWANCE)).toEqual(SAME);
    expect(outputRoom(THINKS, 'none', ALLOWANCE)).toEqual(SAME);
  });

  it('grows with the effort, and never exceeds the sum', () => {
    const rooms = REASONING_EFFORTS.map((effort) => outputRoom(THINKS, effort, ALLOWANCE));
    expect(rooms.map(({ usual }) => usual)).toEqual([
      4096, 6144, 8192, 12_288, 16_384, 20_480, 20_480,
    ]);
    for (const { most } of rooms.slice(1)) expect(most).toBe(20_480);
  });

  it('is that of medium for a model whose own default decides', () => {
    expect(outputRoom(THINKS, undefined, ALLOWANCE)).toEqual(
      outputRoom(THINKS, 'medium', ALLOWANCE),
    );
  });

  it('is added for an effort even if nothing is known of the model', () => {
    expect(outputRoom({}, 'low', ALLOWANCE)).toEqual({ usual: 8192, most: 20_480 });
  });

  it('is only that of the answer if the operator adds none', () => {
    expect(outputRoom(THINKS, 'max', { ...ALLOWANCE, maxThinkingTokens: 0 })).toEqual(SAME);
  });

  it('stays within what the model writes and half its context, but never below the answer', () => {
    const most = (facts: object) => outputRoom({ ...THINKS, ...facts }, 'max', ALLOWANCE).most;
    expect(most({ outputTokens: 10_000 })).toBe(10_000);
    expect(most({ contextTokens: 16_385 })).toBe(8192);
    expect(most({ contextTokens: 2048 })).toBe(4096);
    expect(most({ outputTokens: 1000 })).toBe(4096);
  });
});
