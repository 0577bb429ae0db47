import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { conversationOf } from '#tests/support/store-fixtures.ts';
import { baseOf, mergeConversation, withVersion } from './merge-conversation.ts';

const anyConversation = fc.record<Conversation>({
  id: fc.constant('c1'),
  title: fc.constantFrom('', 'A', 'B', 'C'),
  renamed: fc.boolean(),
  model: fc.constantFrom(null, 'gpt-a', 'gpt-b'),
  leafId: fc.constantFrom(null, 'm1', 'm2'),
  createdAt: fc.nat(),
  updatedAt: fc.nat(),
});

describe('mergeConversation', () => {
  const base = conversationOf({ title: 'Made', model: 'gpt-a', leafId: 'm1' });

  it('keeps what each of two tabs changed', () => {
    const stored = { ...base, title: 'Given', renamed: true };
    const written = { ...base, leafId: 'm2', model: 'gpt-b', updatedAt: 2000 };
    expect(mergeConversation(stored, written, base)).toEqual({
      ...stored,
      ...written,
      title: 'Given',
      renamed: true,
    });
  });

  it('takes the written value of a field that both changed', () => {
    const merged = mergeConversation({ ...base, leafId: 'm2' }, { ...base, leafId: 'm3' }, base);
    expect(merged.leafId).toBe('m3');
  });

  it.each([base, null])('never replaces a given name with a made or an empty one', (from) => {
    const given = conversationOf({ title: 'Given', renamed: true });
    const made = conversationOf({ title: 'Newly made' });
    const empty = conversationOf({ title: '', renamed: true });
    expect(mergeConversation(given, made, from)).toMatchObject({ title: 'Given', renamed: true });
    expect(mergeConversation(given, empty, from)).toMatchObject({ title: 'Given', renamed: true });
    expect(mergeConversation(made, given, from)).toMatchObject({ title: 'Given', renamed: true });
  });

  it('takes every field as changed without a base, but never a null', () => {
    const stored = conversationOf({ title: 'Old', model: 'gpt-a', leafId: 'm1' });
    const written = conversationOf({ title: 'New', model: null, leafId: 'm2' });
    expect(mergeConversation(stored, written, null)).toMatchObject({
      title: 'New',
      model: 'gpt-a',
      leafId: 'm2',
    });
  });

  it('keeps the earliest beginning and the latest change, in whichever order they come', () => {
    const a = conversationOf({ createdAt: 5, updatedAt: 50 });
    const b = conversationOf({ createdAt: 7, updatedAt: 40 });
    for (const merged of [mergeConversation(a, b, null), mergeConversation(b, a, null)])
      expect(merged).toMatchObject({ createdAt: 5, updatedAt: 50 });
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(
        anyConversation,
        anyConversation,
        fc.option(anyConversation),
        (stored, written, from) => {
          const once = mergeConversation(stored, written, from);
          expect(mergeConversation(once, written, from)).toEqual(once);
          expect(mergeConversation(stored, once, stored)).toMatchObject({ leafId: once.leafId });
        },
      ),
    );
  });
});

describe('baseOf', () => {
  const old = conversationOf({ title: 'Old', renamed: true, leafId: 'm1' });
  const renamed = { ...old, title: 'New' };

  it('finds the copy that a change was made to, although there is a newer version', () => {
    expect(baseOf({ ...old, leafId: 'm2' }, [old, renamed])).toBe(old);
    expect(baseOf({ ...renamed, leafId: 'm2' }, [old, renamed])).toBe(renamed);
  });

  it('takes the newer version for what equals an older one: a change that is taken back', () => {
    expect(baseOf(old, [old, renamed])).toBe(renamed);
  });

  it('takes the later of two that it differs from as little', () => {
    expect(baseOf({ ...old, title: 'Third' }, [renamed, old])).toBe(old);
    expect(baseOf({ ...old, title: 'Third' }, [old, renamed])).toBe(renamed);
  });

  it('finds none where there is none', () => {
    expect(baseOf(old, [])).toBeNull();
  });
});

describe('withVersion', () => {
  it('keeps the last eight different ones, the latest last', () => {
    const versions = Array.from({ length: 10 }, (_, n) => conversationOf({ updatedAt: n }));
    const kept = versions.reduce<Conversation[]>(withVersion, []);
    expect(kept.map(({ updatedAt }) => updatedAt)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(withVersion(kept, conversationOf({ updatedAt: 4 })).at(-1)?.updatedAt).toBe(4);
    expect(withVersion(kept, conversationOf({ updatedAt: 4 }))).toHaveLength(8);
  });
});
