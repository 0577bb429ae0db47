import { describe, expect, it } from 'vitest';
import { groupInlines } from './group-inlines.ts';
import type { Inline } from './markdown-tree.ts';

describe('groupInlines', () => {
  it('keeps together what a browser lays out at once', () => {
    const inlines: Inline[] = ['a ', { type: 'strong', children: ['b'] }, { type: 'break' }];
    expect(groupInlines(inlines)).toEqual([inlines]);
    expect(groupInlines([])).toEqual([]);
  });

  it('parts very many short ones, in order', () => {
    const inlines: Inline[] = Array.from({ length: 20_000 }, (_, at) =>
      at % 2 === 0 ? 'א' : { type: 'emphasis', children: ['a'] },
    );
    const groups = groupInlines(inlines);
    expect(groups.flat()).toEqual(inlines);
    expect(groups.length).toBeGreaterThan(3);
  });

  it('leaves one that is too much by itself', () => {
    const long = 'א'.repeat(10_000);
    const inlines: Inline[] = ['a', { type: 'code', text: long }, long, 'b'];
    expect(groupInlines(inlines)).toEqual(inlines.map((inline) => [inline]));
  });
});
