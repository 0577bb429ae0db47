import { describe, expect, it } from 'vitest';
import { REASONING_EFFORTS } from '../reasoning-effort.ts';
import { fitEffort, lowerEffort } from './fit-effort.ts';

describe('fitEffort', () => {
  it('keeps what the model takes, and everything while that is not known', () => {
    for (const effort of REASONING_EFFORTS) {
      expect(fitEffort(effort, REASONING_EFFORTS)).toBe(effort);
      expect(fitEffort(effort, undefined)).toBe(effort);
    }
  });

  it('takes the next lower one, otherwise the lowest, and none if the model takes none', () => {
    expect(fitEffort('max', ['low', 'high'])).toBe('high');
    expect(fitEffort('minimal', ['none', 'low'])).toBe('none');
    expect(fitEffort('none', ['low', 'high'])).toBe('low');
    expect(fitEffort('high', [])).toBeUndefined();
  });
});

describe('lowerEffort', () => {
  it('is the highest value below, if there is one', () => {
    expect(lowerEffort('high', ['none', 'low', 'high'])).toBe('low');
    expect(lowerEffort('medium', ['low', 'high'])).toBe('low');
    expect(lowerEffort('low', ['low', 'high'])).toBeUndefined();
    expect(lowerEffort('low', [])).toBeUndefined();
  });
});
