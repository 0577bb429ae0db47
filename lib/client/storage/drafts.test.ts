import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearDraft, readDraft, writeDraft } from './drafts.ts';
import { fakeStorage } from './store-fixtures.ts';

let storage: ReturnType<typeof fakeStorage>;

beforeEach(() => {
  storage = fakeStorage();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => void vi.unstubAllGlobals());

const draftsStored = () =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((name) =>
    name?.startsWith('starlight:draft:'),
  );

describe('a draft', () => {
  it('is there again after it was written, as it was typed', () => {
    expect(readDraft('new')).toBe('');
    writeDraft('new', '  Why\n401? ');
    expect(readDraft('new')).toBe('  Why\n401? ');
    expect(storage.getItem('starlight:draft:new')).toBe('  Why\n401? ');
    expect(readDraft('other')).toBe('');
  });

  it('is gone when it was cleared or emptied', () => {
    writeDraft('a', 'text');
    clearDraft('a');
    writeDraft('b', 'text');
    writeDraft('b', '');
    expect([readDraft('a'), readDraft('b')]).toEqual(['', '']);
    expect(draftsStored()).toEqual([]);
  });

  it('is kept for the fifty conversations in which one was begun last', () => {
    for (let n = 0; n < 50; n += 1) writeDraft(`c${n}`, 'text');
    writeDraft('c0', 'longer text');
    clearDraft('c1');
    writeDraft('c1', 'begun again');
    writeDraft('c50', 'one too many');
    expect(draftsStored()).toHaveLength(50);
    expect(readDraft('c0')).toBe('');
    expect(readDraft('c1')).toBe('begun again');
    expect(readDraft('c50')).toBe('one too many');
  });

  it.each(['not JSON', '{"a":1}', '[1,null]'])('is kept though the order reads %j', (order) => {
    writeDraft('a', 'text');
    storage.setItem('starlight:draft-order', order);
    writeDraft('b', 'text');
    expect([readDraft('a'), readDraft('b')]).toEqual(['text', 'text']);
    for (let n = 0; n < 49; n += 1) writeDraft(`c${n}`, 'text');
    expect(draftsStored()).toHaveLength(50);
    expect([readDraft('a'), readDraft('b')]).toEqual(['', 'text']);
  });

  it('is kept for as long as the page lives where nothing can be stored', () => {
    storage.isFull = true;
    writeDraft('unstored', 'text');
    expect(readDraft('unstored')).toBe('text');
    vi.stubGlobal('localStorage', undefined);
    expect(readDraft('unstored')).toBe('text');
  });
});
