import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage } from '#tests/support/store-fixtures.ts';
import {
  clearDraft,
  clearDrafts,
  isOwnDraft,
  onDraftsCleared,
  queuedKey,
  readDraft,
  writeDraft,
} from './drafts.ts';

let storage: ReturnType<typeof fakeStorage>;

type Drafts = typeof import('./drafts.ts');

beforeEach(() => {
  storage = fakeStorage();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => void vi.unstubAllGlobals());

const storedDrafts = () =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((name) =>
    name?.startsWith('starlight:draft:'),
  );

describe('a draft', () => {
  it('is read back exactly as typed', () => {
    expect(readDraft('new')).toBe('');
    writeDraft('new', '  Why\n401? ');
    expect(readDraft('new')).toBe('  Why\n401? ');
    expect(storage.getItem('starlight:draft:new')).toBe('  Why\n401? ');
    expect(readDraft('other')).toBe('');
  });

  it('is removed when cleared or emptied', () => {
    writeDraft('a', 'text');
    clearDraft('a');
    writeDraft('b', 'text');
    writeDraft('b', '');
    expect([readDraft('a'), readDraft('b')]).toEqual(['', '']);
    expect(storedDrafts()).toEqual([]);
  });

  it('is kept for the fifty conversations with the most recently started drafts', () => {
    for (let n = 0; n < 50; n += 1) writeDraft(`c${n}`, 'text');
    writeDraft('c0', 'longer text');
    clearDraft('c1');
    writeDraft('c1', 'begun again');
    writeDraft('c50', 'one too many');
    expect(storedDrafts()).toHaveLength(50);
    expect(readDraft('c0')).toBe('');
    expect(readDraft('c1')).toBe('begun again');
    expect(readDraft('c50')).toBe('one too many');
  });

  it.each(['not JSON', '{"a":1}', '[1,null]'])(
    'is kept even if the stored order is %j',
    (order) => {
      writeDraft('a', 'text');
      storage.setItem('starlight:draft-order', order);
      writeDraft('b', 'text');
      expect([readDraft('a'), readDraft('b')]).toEqual(['text', 'text']);
      for (let n = 0; n < 49; n += 1) writeDraft(`c${n}`, 'text');
      expect(storedDrafts()).toHaveLength(50);
      expect([readDraft('a'), readDraft('b')]).toEqual(['', 'text']);
    },
  );

  it('is kept until the page closes when nothing can be stored', () => {
    storage.isFull = true;
    writeDraft('unstored', 'text');
    expect(readDraft('unstored')).toBe('text');
    vi.stubGlobal('localStorage', undefined);
    expect(readDraft('unstored')).toBe('text');
  });
});

describe('drafts of two tabs', () => {
  /** A tab with its own module and sessionStorage; `reload` keeps the latter. */
  async function openTab() {
    const own = fakeStorage();
    const reload = async () => {
      vi.resetModules();
      const drafts: Drafts = await import('./drafts.ts');
      const within =
        <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
        (...args: Args) => {
          vi.stubGlobal('sessionStorage', own);
          return work(...args);
        };
      return {
        read: within(drafts.readDraft),
        write: within(drafts.writeDraft),
        clear: within(drafts.clearDraft),
        clearAll: within(drafts.clearDrafts),
      };
    };
    return { ...(await reload()), reload };
  }

  it('stay separate when started separately, and a third tab gets the newer one', async () => {
    const [a, b] = [await openTab(), await openTab()];
    expect([a.read('c1'), b.read('c1')]).toEqual(['', '']);
    a.write('c1', 'of a');
    b.write('c1', 'of b');
    a.write('c1', 'more of a');
    expect((await a.reload()).read('c1')).toBe('more of a');
    expect((await b.reload()).read('c1')).toBe('of b');
    const third = await openTab();
    expect(third.read('c1')).toBe('of b');
    b.clear('c1');
    expect((await openTab()).read('c1')).toBe('more of a');
  });

  it('stay one draft while only one tab edits it', async () => {
    const a = await openTab();
    a.write('c1', 'half a thought');
    const b = await openTab();
    expect(b.read('c1')).toBe('half a thought');
    b.write('c1', 'half a thought, and the rest');
    b.clear('c1');
    expect(storedDrafts()).toEqual([]);
    expect((await a.reload()).read('c1')).toBe('');
  });

  it('split when both tabs edit the same draft', async () => {
    const a = await openTab();
    a.write('c1', 'begun');
    const b = await openTab();
    b.read('c1');
    b.write('c1', 'begun, b');
    a.write('c1', 'begun, a');
    expect((await a.reload()).read('c1')).toBe('begun, a');
    expect((await b.reload()).read('c1')).toBe('begun, b');
    a.clear('c1');
    expect((await b.reload()).read('c1')).toBe('begun, b');
  });

  it('are all removed with their conversation, and no others', async () => {
    const [a, b] = [await openTab(), await openTab()];
    a.write('c1', 'of a');
    b.write('c1', 'of b');
    b.write('c12', 'another');
    a.clearAll('c1');
    expect(storedDrafts()).toEqual(['starlight:draft:c12']);
  });
});

it('notifies when all drafts are deleted, not when one conversation is', () => {
  const listener = vi.fn();
  const unsubscribe = onDraftsCleared(listener);
  writeDraft('a', 'text');
  clearDrafts('a');
  expect(listener).not.toHaveBeenCalled();
  clearDrafts(null);
  expect(listener).toHaveBeenCalledTimes(1);
  unsubscribe();
  clearDrafts(null);
  expect(listener).toHaveBeenCalledTimes(1);
});

describe('a queued message', () => {
  it('is a draft of its own, deleted with its conversation', () => {
    writeDraft('q1', 'draft');
    writeDraft(queuedKey('q1'), 'queued');
    expect(readDraft('q1')).toBe('draft');
    expect(readDraft(queuedKey('q1'))).toBe('queued');
    clearDraft('q1');
    expect(readDraft(queuedKey('q1'))).toBe('queued');
    clearDrafts('q1');
    expect(readDraft(queuedKey('q1'))).toBe('');
  });

  it('belongs to the tab that wrote it, until another one reads it', () => {
    storage.setItem(`starlight:draft:${queuedKey('q2')}`, 'of another tab');
    expect(isOwnDraft(queuedKey('q2'))).toBe(false);
    expect(readDraft(queuedKey('q2'))).toBe('of another tab');
    expect(isOwnDraft(queuedKey('q2'))).toBe(true);
    clearDraft(queuedKey('q2'));
    expect(isOwnDraft(queuedKey('q2'))).toBe(false);
  });
});
