import { describe, expect, it } from 'vitest';
import { readTypedQuery } from './typed-query.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(3)}`;

describe('readTypedQuery', () => {
  it('takes a key out, and says so', () => {
    const { query, heldKey, keyRemoved } = readTypedQuery(` what of ${KEY} `);
    expect(query).toBe('what of sk-…');
    expect([heldKey, keyRemoved]).toEqual([true, true]);
  });

  it('cuts a long text into one that an address can hold, wherever the cut falls', () => {
    for (const before of ['', 'a', 'ab']) {
      const { query, heldKey } = readTypedQuery(`${KEY} ${before}${'😀'.repeat(600)}`);
      expect(heldKey).toBe(true);
      expect(() => encodeURIComponent(query)).not.toThrow();
    }
  });
});
