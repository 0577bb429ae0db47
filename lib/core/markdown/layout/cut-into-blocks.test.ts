import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoBlocks } from './cut-into-blocks.ts';
import { layoutCost, MAX_BLOCK_COST } from './layout-cost.ts';

function costOf(text: string): number {
  return text.split('').reduce((sum, unit) => sum + layoutCost(unit.charCodeAt(0)), 0);
}

describe('cutIntoBlocks', () => {
  it('leaves text unchanged that a browser lays out at once', () => {
    for (const text of ['', 'word '.repeat(6_000), 'שלום '.repeat(900), '字'.repeat(30_000)]) {
      expect(cutIntoBlocks(text)).toEqual([text]);
    }
  });

  it('cuts text at line ends, where the cut is invisible', () => {
    const blocks = cutIntoBlocks('سلام hello سلام\n'.repeat(10_000));
    expect(blocks.length).toBeGreaterThan(10);
    expect(blocks.every((block) => block.endsWith('\n'))).toBe(true);
  });

  it('cuts a long line between words', () => {
    const blocks = cutIntoBlocks('नमस्ते '.repeat(10_000));
    expect(blocks.slice(0, -1).every((block) => block.endsWith(' '))).toBe(true);
  });

  it('loses nothing and leaves no block over the limit, whatever the text is', () => {
    const part = fc.tuple(
      fc.constantFrom('a', ' ', '\n', '😀', '\u0301', '字', '\u202e', 'א', 'אa', '\0', '\ud800'),
      fc.integer({ min: 1, max: 20_000 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.map(([letter, count]) => letter.repeat(count)).join('');
        const blocks = cutIntoBlocks(text);
        expect(blocks.join('')).toBe(text);
        expect(Math.max(...blocks.map(costOf))).toBeLessThanOrEqual(MAX_BLOCK_COST);
        expect(blocks.length).toBeLessThanOrEqual(2 + (2 * costOf(text)) / (MAX_BLOCK_COST - 16));
        if (text.isWellFormed()) expect(blocks.every((block) => block.isWellFormed())).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
