import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import {
  type ConversationStore,
  openConversationStore,
  type StoreChange,
} from './conversation-store.ts';
import {
  connectedChannels,
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from './store-fixtures.ts';

let indexedDB: IDBFactory;
let here: ConversationStore;
let there: ConversationStore;

beforeEach(() => {
  indexedDB = new IDBFactory();
  const [a, b] = connectedChannels(2);
  here = openConversationStore({ indexedDB, channel: a ?? null });
  there = openConversationStore({ indexedDB, channel: b ?? null });
});

const reopen = () => openConversationStore({ indexedDB, channel: null });

describe('two tabs', () => {
  it('hear of what the other one stored, and not of their own', async () => {
    const heard: StoreChange[] = [];
    const own: StoreChange[] = [];
    there.subscribe((change) => heard.push(change));
    here.subscribe((change) => own.push(change));
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'changed', conversationId: 'c1' }]));
    expect(own).toEqual([]);
    expect(await there.list()).toEqual([conversationOf()]);
  });

  it('hear nothing after they stopped listening', async () => {
    const heard: StoreChange[] = [];
    there.subscribe((change) => heard.push(change))();
    const stillListening = vi.fn();
    there.subscribe(stillListening);
    await here.putTurn(conversationOf(), []);
    await vi.waitFor(() => expect(stillListening).toHaveBeenCalled());
    expect(heard).toEqual([]);
  });

  it('keep both replies and both names apart when they write at once', async () => {
    const before = conversationOf();
    await here.putTurn(before, [messageOf({ id: 'u1' })]);
    await here.load('c1');
    await there.load('c1');
    await Promise.all([
      here.putConversation({ ...before, title: 'Named', renamed: true }),
      there.putTurn({ ...before, leafId: 'a1', updatedAt: 3000 }, [
        messageOf({ id: 'a1', seq: 1 }),
      ]),
      here.putMessage(messageOf({ id: 'a2', seq: 1 })),
    ]);
    const stored = await reopen().load('c1');
    expect(stored?.messages.map(({ id }) => id)).toEqual(['u1', 'a1', 'a2']);
    expect(stored?.conversation).toEqual({
      ...before,
      title: 'Named',
      renamed: true,
      leafId: 'a1',
      updatedAt: 3000,
    });
  });

  it('do not bring back what the other one deleted', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    const heard = vi.fn();
    there.subscribe(heard);
    await here.deleteConversation('c1');
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    await there.putMessage(messageOf({ id: 'a1', seq: 1 }));
    await there.putConversation(conversationOf({ updatedAt: 9000 }));
    expect(await there.load('c1')).toBeNull();
    expect(await reopen().exportAll()).not.toContain('c1');
  });

  it('do not bring it back either when they cannot hear each other', async () => {
    const deaf = reopen();
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await deaf.load('c1');
    await here.deleteConversation('c1');
    await deaf.putMessage(messageOf({ id: 'a1', seq: 1 }));
    expect(await deaf.load('c1')).toBeNull();
    expect(await reopen().exportAll()).not.toContain('c1');
  });

  it('keep a turn that is sent to a conversation which the other one deleted unheard', async () => {
    const deaf = reopen();
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await deaf.load('c1');
    await here.deleteConversation('c1');
    await deaf.putTurn(conversationOf(), [messageOf({ id: 'u2', seq: 1 })]);
    expect((await reopen().load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2']);
  });

  it.each(['c1', null])(
    'forget what the other one deleted (%s), also where the database fails',
    async (id) => {
      const faults: DatabaseFaults = {};
      const [a, b] = connectedChannels(2);
      const failing = faultyFactory(indexedDB, faults);
      const tab = openConversationStore({ indexedDB: failing, channel: a ?? null });
      const other = openConversationStore({ indexedDB, channel: b ?? null });
      await tab.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
      const heard = vi.fn();
      tab.subscribe(heard);
      await (id === null ? other.deleteAll() : other.deleteConversation(id));
      await vi.waitFor(() => expect(heard).toHaveBeenCalled());
      faults.thrown = new DOMException('', 'SecurityError');
      expect(await tab.list()).toEqual([]);
      expect(await tab.load('c1')).toBeNull();
    },
  );

  it('forget what they looked for and found deleted', async () => {
    const faults: DatabaseFaults = {};
    const deaf = openConversationStore({
      indexedDB: faultyFactory(indexedDB, faults),
      channel: null,
    });
    await deaf.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await here.deleteConversation('c1');
    expect(await deaf.load('c1')).toBeNull();
    faults.thrown = new DOMException('', 'SecurityError');
    expect(await deaf.load('c1')).toBeNull();
  });

  it('keep a turn that was begun after the other one deleted everything', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    await here.deleteAll();
    await there.putTurn(conversationOf({ id: 'c2' }), [
      messageOf({ id: 'u2', conversationId: 'c2' }),
    ]);
    expect((await reopen().list()).map(({ id }) => id)).toEqual(['c2']);
    expect((await there.load('c2'))?.messages).toHaveLength(1);
  });

  it('see a conversation again that the other one deleted and then went on with', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    await here.deleteConversation('c1');
    await here.putTurn(conversationOf(), [messageOf({ id: 'u2' })]);
    expect((await there.load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2']);
    await there.putMessage(messageOf({ id: 'a2', seq: 1 }));
    expect((await reopen().load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2', 'a2']);
  });
});

const ACTS = [
  'turn',
  'grow',
  'edit',
  'rename',
  'branch',
  'begin',
  'delete',
  'late',
  'load',
  'list',
  'fill',
  'empty',
] as const;

type Step = {
  tab: 0 | 1;
  act: (typeof ACTS)[number];
  awaited: boolean;
  ticks: number;
};

/** A conversation beside the one that both write. */
type Side = { tab: number; isStored: boolean; isDeleted: boolean };

const steps = fc.array(
  fc.record<Step>({
    tab: fc.constantFrom(0, 1),
    act: fc.constantFrom('turn', 'grow', ...ACTS),
    awaited: fc.boolean(),
    ticks: fc.nat({ max: 4 }),
  }),
  { minLength: 4, maxLength: 30 },
);

/** Two tabs over one database, each with its own faults; what each of them put is what must be there. */
function createTabs(canHear: boolean) {
  const factory = new IDBFactory();
  const channels = canHear ? connectedChannels(2) : [null, null];
  const put = new Map<string, ChatMessage>();
  const leaves = new Set<string>();
  let name = 'A question';
  let count = 0;
  /** Other conversations that were begun, and are to be there in the end; or were deleted again. */
  const begun = new Map<string, Side>();
  const tabs = [0, 1].map((index) => {
    const faults: DatabaseFaults = {};
    const store = openConversationStore({
      indexedDB: faultyFactory(factory, faults),
      channel: channels[index] ?? null,
    });
    return { store, faults, conversation: conversationOf(), own: [] as ChatMessage[] };
  });

  type Tab = (typeof tabs)[number];
  const nothing = Promise.resolve();
  /** Both tabs give out the same numbers, and their clocks run backwards. */
  const putAs = (tab: Tab, message: ChatMessage) => {
    tab.own.push(message);
    put.set(message.id, message);
    leaves.add(message.id);
    tab.conversation = { ...tab.conversation, leafId: message.id, updatedAt: 1000 - count };
    return tab.store.putTurn(tab.conversation, [message]);
  };

  const acts: Record<Step['act'], (tab: Tab, index: 0 | 1) => Promise<unknown>> = {
    turn: (tab) =>
      putAs(tab, messageOf({ id: `m${count}`, seq: tab.own.length, createdAt: 1000 - count })),
    edit(tab) {
      // Another wording is a sibling: it replaces nothing.
      const first = tab.own.find(({ text }) => !text.startsWith('edited'));
      if (!first) return nothing;
      const text = `edited ${first.id}`;
      return putAs(tab, { ...first, id: `m${count}`, seq: tab.own.length, text });
    },
    grow({ store, own }) {
      const last = own.at(-1);
      if (!last) return nothing;
      const grown = { ...last, text: `${last.text} ${count}` };
      own[own.length - 1] = grown;
      put.set(grown.id, grown);
      return store.putMessage(grown);
    },
    rename() {
      // One tab names, so that there is one right answer; the other never knows of it.
      const first = tabs[0];
      if (!first) return nothing;
      name = `Name ${count}`;
      first.conversation = { ...first.conversation, title: name, renamed: true };
      return first.store.putConversation(first.conversation);
    },
    branch(tab) {
      const leafId = tab.own[0]?.id ?? null;
      if (leafId === null) return nothing;
      tab.conversation = { ...tab.conversation, leafId };
      return tab.store.putConversation(tab.conversation);
    },
    async begin({ store }, index) {
      const id = `side${count}`;
      const side = { tab: index, isStored: false, isDeleted: false };
      begun.set(id, side);
      const message = messageOf({ id: `of ${id}`, conversationId: id });
      await store.putTurn(conversationOf({ id }), [message]);
      side.isStored = store.problem() === null;
    },
    delete({ store }, index) {
      // The other tab cannot delete what it cannot see.
      const isSeen = (side: Side) => side.tab === index || side.isStored;
      const seen = [...begun].find(([, side]) => !side.isDeleted && isSeen(side));
      if (!seen) return nothing;
      seen[1].isDeleted = true;
      return store.deleteConversation(seen[0]);
    },
    late({ store }, index) {
      // A reply that ends after its conversation was deleted must not bring it back.
      const gone = [...begun].find(([, side]) => side.isDeleted && side.tab === index);
      if (!gone) return nothing;
      return store.putMessage(messageOf({ id: `late ${count}`, conversationId: gone[0] }));
    },
    load: ({ store }) => store.load('c1'),
    list: ({ store }) => store.list(),
    async fill({ faults }) {
      faults.isTooMuch = () => true;
    },
    async empty({ faults }) {
      faults.isTooMuch = undefined;
    },
  };

  const act = (step: Step): Promise<unknown> => {
    const tab = tabs[step.tab];
    count += 1;
    return tab ? acts[step.act](tab, step.tab) : nothing;
  };

  return {
    act,
    expected: () => ({ messages: [...put.values()], name, leaves, begun }),
    /** Room again and one more write in each tab: whatever could not be written has to be by now. */
    async finish() {
      for (const tab of tabs) {
        tab.faults.isTooMuch = undefined;
        await tab.store.putTurn(tab.conversation, []);
        expect(tab.store.problem()).toBeNull();
      }
      return openConversationStore({ indexedDB: factory, channel: null });
    },
  };
}

async function play(
  sequence: readonly Step[],
  act: (step: Step) => Promise<unknown>,
): Promise<void> {
  const running: Promise<unknown>[] = [];
  for (const step of sequence) {
    const done = act(step);
    running.push(done);
    if (step.awaited) await done;
    for (let tick = 0; tick < step.ticks; tick += 1) await new Promise(setImmediate);
  }
  await Promise.all(running);
}

describe('two tabs that write one conversation at random', () => {
  it('lose no message, version or name, and bring back nothing deleted, in 200 interleavings', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (sequence, canHear) => {
        const tabs = createTabs(canHear);
        await play(sequence, tabs.act);
        const afterwards = await tabs.finish();
        const stored = await afterwards.load('c1');
        const { messages, name, leaves, begun } = tabs.expected();
        const kept = [...begun].filter(([, side]) => !side.isDeleted).map(([id]) => id);
        const listed = (await afterwards.list()).map(({ id }) => id);
        expect(listed.filter((id) => id !== 'c1').sort()).toEqual(kept.sort());
        for (const id of kept) expect((await afterwards.load(id))?.messages).toHaveLength(1);
        expect(new Map(stored?.messages.map((each) => [each.id, each]))).toEqual(
          new Map(messages.map((each) => [each.id, each])),
        );
        expect(stored?.conversation.title).toBe(name);
        const leafId = stored?.conversation.leafId ?? null;
        expect(leafId === null ? leaves.size === 0 : leaves.has(leafId)).toBe(true);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
