import { describe, expect, it } from 'vitest';
import { fakeStorage } from '#tests/support/store-fixtures.ts';
import { createLocalRecords } from './local-records.ts';

describe('local records', () => {
  it('are kept in storage', () => {
    const storage = fakeStorage();
    createLocalRecords(() => storage).write('a', 'text');
    const reloaded = createLocalRecords(() => storage);
    expect(reloaded.read('a')).toBe('text');
    expect(reloaded.names('a')).toEqual(['a']);
    reloaded.remove('a');
    expect(storage.getItem('a')).toBeNull();
    expect(reloaded.read('a')).toBeNull();
  });

  it.each([
    ['there is no storage', () => undefined],
    [
      'reading `localStorage` throws',
      () => {
        throw new DOMException('', 'SecurityError');
      },
    ],
  ])('are kept in memory when %s', (_, storage) => {
    const records = createLocalRecords(storage);
    records.write('draft:a', 'text');
    expect(records.read('draft:a')).toBe('text');
    expect(records.names('draft:')).toEqual(['draft:a']);
    records.remove('draft:a');
    expect(records.read('draft:a')).toBeNull();
    expect(records.names('draft:')).toEqual([]);
  });

  it('return the newest text when storage is full, and store the next one that fits', () => {
    const storage = fakeStorage();
    const records = createLocalRecords(() => storage);
    records.write('a', 'old');
    storage.isFull = true;
    records.write('a', 'new');
    expect(storage.getItem('a')).toBe('old');
    expect(records.read('a')).toBe('new');
    storage.isFull = false;
    records.write('a', 'newer');
    expect(storage.getItem('a')).toBe('newer');
    expect(records.read('a')).toBe('newer');
  });

  it('stay removed even if storage could not remove them', () => {
    const storage = fakeStorage();
    const records = createLocalRecords(() => storage);
    records.write('a', 'text');
    storage.isReadOnly = true;
    records.remove('a');
    expect(records.read('a')).toBeNull();
    expect(records.names('')).toEqual([]);
  });

  it('return what another tab has written since', () => {
    const storage = fakeStorage();
    const records = createLocalRecords(() => storage);
    records.write('a', 'mine');
    storage.setItem('a', 'theirs');
    expect(records.read('a')).toBe('theirs');
  });
});
