import { describe, expect, it } from 'vitest';
import { readTypedQuery } from './typed-query.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(3)}`;

describe('readTypedQuery', () => {
  it('removes a key and says so', () => {
    const { query, heldKey, keyRemoved } = readTypedQuery(` what of ${KEY} `);
    expect(query).toBe('what of sk-…');
    expect([heldKey, keyRemoved]).toEqual([true, true]);
  });

  it('truncates a long text to one that a URL can encode, wherever it is cut', () => {
    for (const before of ['', 'a', 'ab']) {
      const { query, heldKey } = readTypedQuery(`${KEY} ${before}${'😀'.repeat(600)}`);
      expect(heldKey).toBe(true);
      expect(() => encodeURIComponent(query)).not.toThrow();
    }
  });
});
