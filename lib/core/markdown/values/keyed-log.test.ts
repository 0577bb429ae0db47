import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendKeyed, emptyKeyedLog, findKeyed, hasKey, keyedFrom } from './keyed-log.ts';

type Addition = { from: number; keys: string[] };

describe('a keyed log', () => {
  it('finds entries by any key, each once, in insertion order', () => {
    const one = appendKeyed(emptyKeyedLog<string>(), 'first', ['a', 'b']);
    const two = appendKeyed(one, 'second', ['b']);
    expect(findKeyed(two, ['b', 'a'])).toEqual(['first', 'second']);
    expect(findKeyed(two, ['c'])).toEqual([]);
    expect(hasKey(two, 'c')).toBe(false);
    expect(keyedFrom(two, 1)).toEqual(['second']);
  });

  it('does not change when it, or a log made from it, is added to', () => {
    const addition = fc.record({
      from: fc.nat({ max: 20 }),
      keys: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(addition, { maxLength: 20 }), (additions: Addition[]) => {
        const versions = [{ log: emptyKeyedLog<number>(), model: [] as [number, string[]][] }];
        for (const [value, { from, keys }] of additions.entries()) {
          const before = versions[from % versions.length] as (typeof versions)[number];
          versions.push({
            log: appendKeyed(before.log, value, keys),
            model: [...before.model, [value, keys]],
          });
        }
        for (const { log, model } of versions) {
          expect(keyedFrom(log, 0)).toEqual(model.map(([value]) => value));
          for (const key of ['a', 'b', 'c']) {
            const found = model.filter(([, keys]) => keys.includes(key)).map(([value]) => value);
            expect(findKeyed(log, [key])).toEqual(found);
            expect(hasKey(log, key)).toBe(found.length > 0);
          }
        }
      }),
    );
  });

  it('keeps nothing in the shared empty log', () => {
    const empty = emptyKeyedLog<string>();
    appendKeyed(empty, 'a', ['a']);
    expect(empty.store.entries).toEqual([]);
  });

  it('copies nothing when adding to the newest version', () => {
    const one = appendKeyed(emptyKeyedLog<string>(), 'first', ['a']);
    expect(appendKeyed(one, 'second', ['b']).store).toBe(one.store);
    expect(appendKeyed(one, 'third', ['c']).store).not.toBe(one.store);
  });
});
