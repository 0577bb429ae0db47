import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#tests/support/store-fixtures.ts';
import { createAttachmentTray } from '../../attachments/attachment-tray.ts';
import {
  clearDraft,
  clearDrafts,
  isOwnDraft,
  queuedKey,
  readDraft,
  writeDraft,
} from '../drafts.ts';
import { newTemporaryId } from './temporary-chats.ts';

const untouched = () => {
  throw new Error('a temporary chat writes nothing');
};

beforeEach(() => {
  for (const name of ['localStorage', 'sessionStorage'])
    vi.stubGlobal(name, Object.assign(fakeStorage(), { setItem: untouched }));
  vi.stubGlobal('indexedDB', new Proxy({}, { get: untouched }));
});
afterEach(() => {
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  vi.unstubAllGlobals();
});

it('keeps the draft and the queued text of a temporary chat in memory alone', () => {
  const setItem = vi.spyOn(localStorage, 'setItem');
  const id = newTemporaryId();
  for (const key of [id, queuedKey(id)]) {
    expect([readDraft(key), isOwnDraft(key)]).toEqual(['', false]);
    writeDraft(key, 'a secret');
    expect([readDraft(key), isOwnDraft(key)]).toEqual(['a secret', true]);
    clearDraft(key);
    expect([readDraft(key), isOwnDraft(key)]).toEqual(['', false]);
    clearDraft(key);
    writeDraft(key, 'another');
    writeDraft(key, '');
    expect(readDraft(key)).toBe('');
  }
  expect(setItem).not.toHaveBeenCalled();
});

it('forgets them with the chat', () => {
  const id = newTemporaryId();
  const other = newTemporaryId();
  for (const key of [id, queuedKey(id), other]) writeDraft(key, 'a secret');
  clearDrafts(id);
  expect([id, queuedKey(id), other].map(readDraft)).toEqual(['', '', 'a secret']);
});

it('keeps the files of a temporary draft in memory alone', async () => {
  const id = newTemporaryId();
  const tray = createAttachmentTray(id);
  await vi.waitFor(() => expect(tray.getSnapshot().isRead).toBe(true));
  tray.add([new File(['a secret'], 'a.txt')]);
  await vi.waitFor(() => expect(tray.ready()).toHaveLength(1));
  tray.addPaste('another secret');
  tray.keepShown();
  await vi.waitFor(() => expect(tray.ready()).toHaveLength(2));
  expect(tray.getSnapshot().notices).toEqual([]);
  // Also while they wait for a reply to end.
  const queued = createAttachmentTray(queuedKey(id), { ownOnly: true });
  queued.take((tray.ready() ?? []).map((file) => file.id));
  tray.clear();
  expect(tray.ready()).toEqual([]);
  await vi.waitFor(() => expect(queued.ready()).toHaveLength(2));
  queued.clear();
});
