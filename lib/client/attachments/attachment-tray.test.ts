import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage } from '#tests/support/store-fixtures.ts';
import { clearDrafts, hasDraftFiles } from '../storage/drafts.ts';
import { createJournal } from '../storage/journal/journal.ts';
import { type AttachmentTray, createAttachmentTray, sweepDraftFiles } from './attachment-tray.ts';
import { openDraftFiles } from './draft-files.ts';
import { writeDraftList } from './draft-lists.ts';

let databaseName = '';

beforeEach(() => {
  databaseName = `drafts-${crypto.randomUUID()}`;
  vi.stubGlobal('localStorage', fakeStorage());
  newTab();
});

afterEach(() => void vi.unstubAllGlobals());

/** What each tab has of its own. */
function newTab() {
  vi.stubGlobal('sessionStorage', fakeStorage());
}

/** A page as it is after a reload: everything in memory is gone. */
const openFiles = () => openDraftFiles({ databaseName });

async function openTray(draftKey = 'new', files = openFiles()): Promise<AttachmentTray> {
  const tray = createAttachmentTray(draftKey, { files });
  await vi.waitFor(() => expect(tray.getSnapshot().isRead).toBe(true));
  return tray;
}

const names = (tray: AttachmentTray) => tray.getSnapshot().items.map(({ name }) => name);
const isReady = (tray: AttachmentTray) => vi.waitFor(() => expect(tray.ready()).not.toBeNull());

async function attach(tray: AttachmentTray, ...files: string[]) {
  tray.add(files.map((name) => new File([`text of ${name}`], name)));
  await isReady(tray);
}

/** Writes are in order, so once this is read, all are done. */
const stored = async (ids: readonly string[]) =>
  vi.waitFor(async () => expect(await openFiles().read(ids)).toHaveLength(ids.length));

it('brings the files of a draft back after a reload, in their order', async () => {
  const tray = await openTray();
  await attach(tray, 'b.txt', 'a.txt');
  const before = tray.ready() ?? [];
  await stored(before.map(({ id }) => id));
  const next = await openTray();
  expect(names(next)).toEqual(['b.txt', 'a.txt']);
  expect(next.ready()).toEqual(before);
  expect(hasDraftFiles('new')).toBe(true);
});

it('keeps what an earlier page attached in the list while it is still being read, or cannot be', async () => {
  await attach(await openTray(), 'a.txt');
  const slow = { ...openFiles(), read: () => new Promise<never>(() => {}) };
  const next = createAttachmentTray('new', { files: slow });
  next.add([new File(['b'], 'b.txt')]);
  await vi.waitFor(() => expect(next.getSnapshot().items[0]?.state).toBe('ready'));
  expect(next.ready()).toBeNull();
  const failing = await openTray('new', { ...openFiles(), read: async () => [] });
  expect(failing.getSnapshot().notices[0]).toContain("2 attached files couldn't be read");
  await attach(failing, 'c.txt');
  expect(names(await openTray()).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  failing.clear();
  expect(hasDraftFiles('new')).toBe(false);
});

it('takes over the files of another draft, in its list at once', async () => {
  const from = await openTray('c1');
  await attach(from, 'a.txt', 'b.txt');
  const ids = (from.ready() ?? []).map(({ id }) => id);
  await stored(ids);
  const to = await openTray('c2');
  to.take(ids);
  from.clear();
  await sweepDraftFiles(openFiles());
  expect(names(await openTray('c2'))).toEqual(['a.txt', 'b.txt']);
  to.take(ids);
  await isReady(to);
  expect(names(to)).toEqual(['a.txt', 'b.txt']);
});

it('keeps the files of each draft apart', async () => {
  await attach(await openTray('c1'), 'a.txt');
  expect(names(await openTray('c'))).toEqual([]);
  expect(names(await openTray('new'))).toEqual([]);
});

it('shows another tab the files that were attached last, and clears them in neither for the other', async () => {
  const first = await openTray();
  await attach(first, 'a.txt');
  await stored((first.ready() ?? []).map(({ id }) => id));
  newTab();
  const second = await openTray();
  expect(names(second)).toEqual(['a.txt']);
  second.clear();
  first.keepShown();
  expect(names(await openTray())).toEqual(['a.txt']);
});

it('is empty after it was sent, also after a reload', async () => {
  const tray = await openTray();
  await attach(tray, 'a.txt');
  tray.clear();
  expect(tray.ready()).toEqual([]);
  expect(names(await openTray())).toEqual([]);
});

it('is empty after its conversation was deleted', async () => {
  await attach(await openTray('c1'), 'a.txt');
  clearDrafts('c1');
  expect(names(await openTray('c1'))).toEqual([]);
});

it('keeps the files of the 50 drafts that were changed last', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  for (let draft = 0; draft <= 50; draft += 1) {
    vi.setSystemTime(1000 + draft);
    writeDraftList(`c${draft}`, ['f']);
  }
  vi.useRealTimers();
  expect([hasDraftFiles('c0'), hasDraftFiles('c1')]).toEqual([false, true]);
});

it('does not send while a file is being read', async () => {
  const tray = await openTray();
  tray.add([new File(['a'], 'a.txt')]);
  expect(tray.ready()).toBeNull();
  await isReady(tray);
});

it('says why a file is not attached, and attaches the others', async () => {
  const tray = await openTray();
  tray.add([new File([], 'empty.txt'), new File(['a'], 'a.txt')]);
  await isReady(tray);
  expect(names(tray)).toEqual(['a.txt']);
  expect(tray.getSnapshot().notices).toEqual(['empty.txt is empty.']);
});

it('takes ten files', async () => {
  const tray = await openTray();
  await attach(tray, ...Array.from({ length: 12 }, (_, index) => `${index}.txt`));
  expect(names(tray)).toHaveLength(10);
  expect(tray.getSnapshot().notices).toHaveLength(2);
  expect(tray.getSnapshot().notices[0]).toContain('up to 10 files');
  expect(tray.addPaste('a')).toBe(false);
});

it('keeps a pasted text of 20,000 lines in under 100 ms', async () => {
  const tray = await openTray();
  const text = 'A line of a log, as long as lines are\n'.repeat(20_000);
  const start = performance.now();
  tray.addPaste(text);
  expect(performance.now() - start).toBeLessThan(100);
  expect(tray.ready()).toMatchObject([{ type: 'text', text, origin: 'paste' }]);
});

it('forgets a file that was removed while it was read', async () => {
  const tray = await openTray();
  tray.add([new File(['a'], 'a.txt')]);
  const [item] = tray.getSnapshot().items;
  tray.remove(item?.id ?? '');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(tray.ready()).toEqual([]);
});

it('says so if the browser cannot store a file', async () => {
  const tray = await openTray('new', { ...openFiles(), keep: async () => false });
  await attach(tray, 'a.txt');
  await vi.waitFor(() =>
    expect(tray.getSnapshot().notices[0]).toContain('lost if you close the page'),
  );
});

describe('sweeping', () => {
  it('removes only what no draft and no unfinished write needs', async () => {
    const tray = await openTray();
    await attach(tray, 'kept.txt', 'sent.txt', 'removed.txt');
    const [kept, sent, removed] = tray.ready() ?? [];
    if (!kept || !sent || !removed) throw new Error('three were attached');
    await stored([kept.id, sent.id, removed.id]);
    createJournal().note({
      type: 'turn',
      conversationId: 'c1',
      record: {
        id: 'c1',
        title: '',
        renamed: false,
        model: null,
        leafId: null,
        createdAt: 1,
        updatedAt: 1,
      },
      messages: [
        {
          id: 'q',
          conversationId: 'c1',
          parentId: null,
          seq: 0,
          role: 'user',
          text: '',
          status: 'done',
          createdAt: 1,
          attachments: [sent],
        },
      ],
    });
    tray.remove(sent.id);
    tray.remove(removed.id);
    await sweepDraftFiles(openFiles());
    expect(await openFiles().read([kept.id, sent.id, removed.id])).toEqual([kept, sent]);
  });
});
