import { describe, expect, it } from 'vitest';
import type { Inline } from '../markdown-tree.ts';
import { groupInlines } from './group-inlines.ts';

describe('groupInlines', () => {
  it('keeps together what a browser lays out at once', () => {
    const inlines: Inline[] = ['a ', { type: 'strong', children: ['b'] }, { type: 'break' }];
    expect(groupInlines([inlines])).toEqual([[inlines]]);
    expect(groupInlines([[]])).toEqual([]);
  });

  it('splits very many short ones, in order', () => {
    const inlines: Inline[] = Array.from({ length: 20_000 }, (_, at) =>
      at % 2 === 0 ? 'א' : { type: 'emphasis', children: ['a'] },
    );
    const groups = groupInlines([inlines]);
    expect(groups.flat(2)).toEqual(inlines);
    expect(groups.length).toBeGreaterThan(3);
  });

  it('leaves an oversized one in a group of its own', () => {
    const long = 'א'.repeat(10_000);
    const inlines: Inline[] = ['a', { type: 'code', text: long }, long, 'b'];
    expect(groupInlines([inlines])).toEqual(inlines.map((inline) => [[inline]]));
  });

  it('leaves parts unchanged that are laid out at once', () => {
    const parts: (readonly Inline[])[] = [['a'], [], [' '], ['b', { type: 'break' }]];
    const [group, ...others] = groupInlines(parts);
    expect(others).toEqual([]);
    expect(group).toHaveLength(3);
    expect(group?.[0]).toBe(parts[0]);
    expect(group?.[2]).toBe(parts[3]);
  });

  it('returns the same runs for a part that is grouped again with more after it', () => {
    const part: Inline[] = Array.from({ length: 20_000 }, () => 'א');
    const before = groupInlines([part]).flat();
    const after = groupInlines([part, [' ', 'b']]).flat();
    expect(before.length).toBeGreaterThan(3);
    expect(after.slice(0, before.length).every((run, at) => run === before[at])).toBe(true);
    expect(after).toHaveLength(before.length + 1);
  });
});
