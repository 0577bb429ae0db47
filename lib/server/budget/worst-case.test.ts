import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstCaseOf } from './worst-case.ts';

describe('worstCaseOf', () => {
  it('is never below a byte for each byte of text, in any language', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const messages = texts.map((content) => ({ role: 'user', content }));
        const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
        expect(worstCaseOf(messages, 1).inputTokens).toBeGreaterThanOrEqual(bytes);
      }),
    );
  });

  it('takes the output limit as it is', () => {
    expect(worstCaseOf([], 4096).outputTokens).toBe(4096);
  });

  it('counts a picture as a picture, not by its bytes', () => {
    const url = `data:image/png;base64,${'A'.repeat(3_000_000)}`;
    const picture = { type: 'image_url', image_url: { url } };
    const { inputTokens } = worstCaseOf([{ role: 'user', content: [picture, picture] }], 1);
    expect(inputTokens).toBeGreaterThan(2 * 48_000);
    expect(inputTokens).toBeLessThan(100_000);
  });
});
