import '#tests/support/property-seed.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { fakeStorage } from '#tests/support/store-fixtures.ts';
import type { DraftFiles } from '../attachments/draft-files.ts';
import type { MessageQueue } from './message-queue.ts';

type Tray = import('../attachments/attachment-tray.ts').AttachmentTray;

/** The modules as one page has them: what it has seen of the drafts is its own. */
async function loadPage() {
  vi.resetModules();
  return {
    drafts: await import('../storage/drafts.ts'),
    trays: await import('../attachments/attachment-tray.ts'),
    queues: await import('./message-queue.ts'),
  };
}
const MAX_STEPS = 25;
// More than are opened in one run, and used again in the next, as no word is made twice.
const loaded: Awaited<ReturnType<typeof loadPage>>[] = [];
for (let page = 0; page < MAX_STEPS + 2; page += 1) loaded.push(await loadPage());
let opened = 0;
let count = 0;

type Page = (typeof loaded)[number] & {
  draft: string;
  tray: Tray;
  queue: MessageQueue;
  hasSeenRunning: boolean;
};

/** A conversation in two tabs. `check` is called after each single write. */
function createWorld() {
  const storage = fakeStorage();
  const disk = new Map<string, Attachment>();
  const files: DraftFiles = {
    keep: async (file) => Boolean(disk.set(file.id, file)),
    read: async (ids) => ids.flatMap((id) => disk.get(id) ?? []),
    async removeAllBut(needed) {
      for (const id of disk.keys()) if (!needed().has(id)) disk.delete(id);
    },
  };
  const sent: { text: string; files: readonly Attachment[] }[] = [];
  const made: string[] = [];
  const pages: (Page | null)[] = [null, null];
  const tabs = [fakeStorage(), fakeStorage()];
  let reply: 'running' | 'well' | 'badly' = 'running';

  /** Everything that is stored or sent, as one text. */
  const everything = () => {
    const records = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    const stored = records.map((name) => storage.getItem(name)).join();
    const names = [...disk.values()].flatMap(({ id, name }) => (stored.includes(id) ? name : []));
    return [stored, ...names, JSON.stringify(sent)].join();
  };
  const check = () => {
    for (const one of made) if (!everything().includes(one)) throw new Error(`${one} is lost`);
  };
  for (const name of ['setItem', 'removeItem'] as const) {
    const write = storage[name].bind(storage) as (...args: string[]) => void;
    Object.assign(storage, {
      [name](...args: string[]) {
        write(...args);
        check();
      },
    });
  }

  const enter = (at: number) => {
    vi.stubGlobal('localStorage', storage);
    vi.stubGlobal('sessionStorage', tabs[at]);
  };
  const idle = () => new Promise((resolve) => setImmediate(resolve));
  const setDraft = (at: number) => (text: string) => {
    const page = pages[at];
    if (!page) return;
    page.draft = text;
    page.drafts.writeDraft('c1', text);
  };
  const settle = async (at: number) => {
    enter(at);
    const page = pages[at];
    if (page && reply === 'running') page.hasSeenRunning = true;
    if (!page || reply === 'running') return;
    page.queue.settle({
      endedWell: reply === 'well',
      mayBeSentElsewhere: page.hasSeenRunning,
      send(text, own) {
        if (reply === 'running') return false;
        sent.push({ text, files: own });
        reply = 'running';
        return true;
      },
    });
    await idle();
  };
  const open = async (at: number) => {
    enter(at);
    const page = loaded[opened % loaded.length] ?? (await loadPage());
    opened += 1;
    const { drafts, trays, queues } = page;
    const tray = trays.createAttachmentTray('c1', { files });
    const queuedOptions = { files, ownOnly: true };
    const queuedTray = trays.createAttachmentTray(drafts.queuedKey('c1'), queuedOptions);
    const parts = { draftTray: tray, tray: queuedTray, setDraft: setDraft(at), maxBytes: 1e6 };
    const queue = queues.createMessageQueue('c1', parts);
    pages[at] = { ...page, draft: drafts.readDraft('c1'), tray, queue, hasSeenRunning: false };
    await idle();
    await settle(at);
  };
  const end = async (first: number, how: 'well' | 'badly') => {
    reply = how;
    for (const at of [first, 1 - first]) await settle(at);
  };

  const acts = {
    async type(at: number) {
      made.push(`word${count++};`);
      setDraft(at)(`${pages[at]?.draft ?? ''}${made.at(-1)}`);
    },
    async attach(at: number) {
      const name = `file${count++};`;
      const { tray } = pages[at] ?? {};
      if (!tray || (tray.ready()?.length ?? 10) >= 10) return;
      tray.add([new File(['text'], name)]);
      await vi.waitFor(() => expect(tray.ready()).not.toBeNull(), { interval: 1 });
      made.push(name);
    },
    async queue(at: number) {
      if (reply === 'running' && pages[at]?.queue.add(pages[at].draft)) setDraft(at)('');
    },
    recall: async (at: number) => void pages[at]?.queue.recall(),
    start: async () => {
      reply = 'running';
    },
    endWell: (at: number) => end(at, 'well'),
    endBadly: (at: number) => end(at, 'badly'),
    reload: open,
    async kill(at: number) {
      pages[at] = null;
      tabs[at]?.clear();
      await open(at);
    },
    sweep: async (at: number) => void (await pages[at]?.trays.sweepDraftFiles(files)),
  };
  return {
    sent,
    everything,
    made,
    files,
    page: (at: number) => pages[at],
    async run(act: keyof typeof acts, at: number) {
      if (!pages[at]) await open(at);
      enter(at);
      await acts[act](at);
      await idle();
      check();
    },
  };
}

const ACTS = [
  ...['type', 'attach', 'queue', 'recall', 'start', 'endWell', 'endBadly'],
  ...['reload', 'kill', 'sweep'],
] as const;
type Act = Parameters<ReturnType<typeof createWorld>['run']>[0];
const steps = (tabs: number) =>
  fc.array(
    fc.record({
      act: fc.constantFrom<Act>('type', 'attach', 'queue', ...(ACTS as readonly Act[])),
      at: fc.nat({ max: tabs - 1 }),
    }),
    { minLength: 3, maxLength: MAX_STEPS },
  );

afterEach(() => void vi.unstubAllGlobals());

describe('a queued message and its files', () => {
  it('are at each single write in the draft, in the queue or sent, and nowhere twice', async () => {
    await fc.assert(
      fc.asyncProperty(steps(1), async (list) => {
        const world = createWorld();
        for (const { act } of list) await world.run(act, 0);
        for (const one of world.made)
          expect([one, world.everything().split(one)]).toHaveProperty('1.length', 2);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('are never lost with a second tab', async () => {
    await fc.assert(
      fc.asyncProperty(steps(2), async (list) => {
        const world = createWorld();
        for (const { act, at } of list) await world.run(act, at);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('are sent together once the reply has ended, also without a text', async () => {
    const world = createWorld();
    for (const act of ['attach', 'queue', 'type', 'attach', 'queue', 'reload', 'endWell'] as const)
      await world.run(act, 0);
    expect(world.sent).toMatchObject([
      { text: world.made[1], files: [{ name: world.made[0] }, { name: world.made[2] }] },
    ]);
    expect(world.page(0)?.tray.ready()).toEqual([]);
  });

  it('return to the draft of a tab that comes after theirs is gone', async () => {
    const world = createWorld();
    for (const act of ['attach', 'queue', 'kill'] as const) await world.run(act, 0);
    await world.run('endBadly', 0);
    await world.run('reload', 0);
    expect(world.page(0)?.tray.ready()).toMatchObject([{ name: world.made[0] }]);
  });

  it('are known to the next page of the tab as returned, until they are queued again or gone', async () => {
    const world = createWorld();
    const wasReturned = () => world.page(0)?.queue.wasReturned();
    // The page that a reload leaves sees the reply fail.
    for (const act of ['type', 'queue', 'endBadly', 'reload'] as const) await world.run(act, 0);
    expect(wasReturned()).toBe(true);
    for (const act of ['start', 'queue', 'recall'] as const) await world.run(act, 0);
    expect(wasReturned()).toBe(false);
    for (const act of ['attach', 'queue', 'endBadly', 'reload'] as const) await world.run(act, 0);
    expect(wasReturned()).toBe(true);
    world.page(0)?.drafts.clearDrafts('c1');
    expect(wasReturned()).toBe(false);
  });

  it('are not queued beyond ten files, which is said', async () => {
    const world = createWorld();
    for (let file = 0; file < 6; file += 1) await world.run('attach', 0);
    await world.run('queue', 0);
    for (let file = 0; file < 5; file += 1) await world.run('attach', 0);
    await world.run('queue', 0);
    const { items, notices } = world.page(0)?.tray.getSnapshot() ?? {};
    expect(items).toHaveLength(5);
    expect(notices?.[0]).toContain('up to 10 files, and this one has 11');
  });
});
