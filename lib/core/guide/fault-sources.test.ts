import { describe, expect, it } from 'vitest';
import rows from '#tests/fixtures/openai-errors.json' with { type: 'json' };
import { UPSTREAM_FAULTS } from '../upstream-faults/upstream-faults.ts';
import { sourceOfFault } from './fault-sources.ts';

function sourceOfRow(source: string): string | null {
  const page = /https:\/\/[^\s;)]+/.exec(source)?.[0];
  if (page !== undefined) return page;
  if (source.startsWith('reproduced on')) return 'reproduced';
  return /^(?:npm |@ai-sdk|litellm|SDK )/.test(source) ? 'source_code' : null;
}

describe('sourceOfFault', () => {
  it.each(rows)('names the first source of $id', ({ id, source }) => {
    expect(sourceOfFault({ id })).toBe(sourceOfRow(source));
  });

  it("prefers a variant's source to its row's", () => {
    const row = sourceOfFault({ id: 'http.413' });
    expect(sourceOfFault({ id: 'http.413:groq' })).toContain('continuedev');
    expect(row).not.toBe(sourceOfFault({ id: 'http.413:groq' }));
    expect(sourceOfFault({ id: 'shape.openrouter:402' })).toContain('openrouter.ai');
  });

  it('only gives https pages', () => {
    const sources = UPSTREAM_FAULTS.map(sourceOfFault);
    for (const source of sources) {
      if (source === null || source === 'reproduced' || source === 'source_code') continue;
      expect(new URL(source).protocol).toBe('https:');
    }
  });
});
