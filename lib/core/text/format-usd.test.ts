import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd } from './format-usd.ts';

describe('formatUsd', () => {
  it.each([
    [0, '$0'],
    [0.000_000_2, '$0.000001'],
    [0.000_001, '$0.000001'],
    [0.000_025, '$0.000025'],
    [0.0001, '$0.0001'],
    [0.0042, '$0.0042'],
    [0.004_234, '$0.0042'],
    [0.009_99, '$0.01'],
    [0.01, '$0.01'],
    [0.0349, '$0.03'],
    [1, '$1.00'],
    [1204.5, '$1,204.50'],
  ])('writes %d as %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });

  it('never shows an amount as free', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (microUsd) => {
        expect(formatUsd(microUsd / 1e6)).toMatch(/[1-9]/);
      }),
    );
  });
});
