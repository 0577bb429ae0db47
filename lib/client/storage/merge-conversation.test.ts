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
  settings: fc.constantFrom(undefined, {}, { temperature: 1 }, { instructions: 'A' }),
});

describe('mergeConversation', () => {
  const base = conversationOf({ title: 'Made', model: 'gpt-a', leafId: 'm1' });

  it('keeps the changes of both tabs', () => {
    const stored = { ...base, title: 'Given', renamed: true };
    const written = { ...base, leafId: 'm2', model: 'gpt-b', updatedAt: 2000 };
    expect(mergeConversation(stored, written, base)).toEqual({
      ...stored,
      ...written,
      title: 'Given',
      renamed: true,
    });
  });

  it('keeps the settings that one tab changed, or cleared, whatever the other wrote', () => {
    const set = { ...base, settings: { instructions: 'A', temperature: 1 } };
    const elsewhere = { ...set, settings: { ...set.settings }, leafId: 'm2' };
    expect(mergeConversation({ ...set, settings: {} }, elsewhere, set).settings).toEqual({});
    expect(mergeConversation(elsewhere, { ...set, settings: {} }, set).settings).toEqual({});
    expect(mergeConversation(set, base, null).settings).toEqual(set.settings);
    expect(mergeConversation(base, set, base).settings).toEqual(set.settings);
  });

  it('prefers the written value of a field that both changed', () => {
    const merged = mergeConversation({ ...base, leafId: 'm2' }, { ...base, leafId: 'm3' }, base);
    expect(merged.leafId).toBe('m3');
  });

  it.each([base, null])('never replaces a chosen title with an automatic or empty one', (from) => {
    const chosen = conversationOf({ title: 'Given', renamed: true });
    const automatic = conversationOf({ title: 'Newly made' });
    const empty = conversationOf({ title: '', renamed: true });
    expect(mergeConversation(chosen, automatic, from)).toMatchObject({
      title: 'Given',
      renamed: true,
    });
    expect(mergeConversation(chosen, empty, from)).toMatchObject({ title: 'Given', renamed: true });
    expect(mergeConversation(automatic, chosen, from)).toMatchObject({
      title: 'Given',
      renamed: true,
    });
  });

  it('treats every field as changed without a base, but never writes null', () => {
    const stored = conversationOf({ title: 'Old', model: 'gpt-a', leafId: 'm1' });
    const written = conversationOf({ title: 'New', model: null, leafId: 'm2' });
    expect(mergeConversation(stored, written, null)).toMatchObject({
      title: 'New',
      model: 'gpt-a',
      leafId: 'm2',
    });
  });

  it('keeps the earliest creation and the latest update in either order', () => {
    const a = conversationOf({ createdAt: 5, updatedAt: 50 });
    const b = conversationOf({ createdAt: 7, updatedAt: 40 });
    for (const merged of [mergeConversation(a, b, null), mergeConversation(b, a, null)])
      expect(merged).toMatchObject({ createdAt: 5, updatedAt: 50 });
  });

  it('is idempotent', () => {
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

  it('finds the version that was edited even if a newer one exists', () => {
    expect(baseOf({ ...old, leafId: 'm2' }, [old, renamed])).toBe(old);
    expect(baseOf({ ...renamed, leafId: 'm2' }, [old, renamed])).toBe(renamed);
  });

  it('returns the newer version when an edit restores an older one', () => {
    expect(baseOf(old, [old, renamed])).toBe(renamed);
  });

  it('returns the later of two equally close versions', () => {
    expect(baseOf({ ...old, title: 'Third' }, [renamed, old])).toBe(old);
    expect(baseOf({ ...old, title: 'Third' }, [old, renamed])).toBe(renamed);
  });

  it('returns null without versions', () => {
    expect(baseOf(old, [])).toBeNull();
  });
});

describe('withVersion', () => {
  it('keeps the last eight distinct versions, latest last', () => {
    const versions = Array.from({ length: 10 }, (_, n) => conversationOf({ updatedAt: n }));
    const kept = versions.reduce<Conversation[]>(withVersion, []);
    expect(kept.map(({ updatedAt }) => updatedAt)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(withVersion(kept, conversationOf({ updatedAt: 4 })).at(-1)?.updatedAt).toBe(4);
    expect(withVersion(kept, conversationOf({ updatedAt: 4 }))).toHaveLength(8);
  });
});
