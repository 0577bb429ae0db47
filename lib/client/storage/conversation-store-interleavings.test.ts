import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import {
  connectedChannels,
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { openConversationStore } from './conversation-store.ts';

const ACTS = [
  'turn',
  'attach',
  'import',
  'grow',
  'edit',
  'rename',
  'branch',
  'start',
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

const PNG = 'data:image/png;base64,AAAA';

/** A conversation besides the one that both tabs write. */
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

/** Two tabs that share a database, each with its own faults; everything either one put must be stored. */
function createTabs(canHear: boolean) {
  const factory = new IDBFactory();
  const channels = canHear ? connectedChannels(2) : [null, null];
  const put = new Map<string, ChatMessage>();
  const leaves = new Set<string>();
  let name = 'A question';
  let count = 0;
  /** Side conversations, which must be stored at the end unless deleted. */
  const sides = new Map<string, Side>();
  const tabs = [0, 1].map((index) => {
    const faults: DatabaseFaults = {};
    const store = openConversationStore({
      indexedDB: faultyFactory(factory, faults),
      channel: channels[index] ?? null,
    });
    return { store, faults, conversation: conversationOf(), own: [] as ChatMessage[] };
  });

  type Tab = (typeof tabs)[number];
  const resolved = Promise.resolve();
  const filesOf = (id: string): Attachment[] => [
    { type: 'text', id: `file of ${id}`, name: `${id}.md`, text: `# ${id}`, origin: 'file' },
    { type: 'picture', id: `picture of ${id}`, name: 'a.png', url: PNG, width: 1, height: 1 },
  ];
  /** Both tabs assign the same sequence numbers, and their clocks run backward. */
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
    attach(tab) {
      const id = `m${count}`;
      return putAs(tab, messageOf({ id, seq: tab.own.length, attachments: filesOf(id) }));
    },
    async import({ store, own }) {
      const id = `import${count}`;
      // No tab sees it before it is stored.
      const side = { tab: -1, isStored: false, isDeleted: false };
      sides.set(id, side);
      const message = messageOf({ id: `of ${id}`, conversationId: id, attachments: filesOf(id) });
      // The file also has an older version of what is here, which it must not replace.
      const [first] = own;
      const older = first
        ? [{ of: conversationOf({ title: 'Older' }), message: { ...first, text: 'older' } }]
        : [];
      await store.importRecords({
        conversations: [conversationOf({ id }), ...older.map((one) => one.of)],
        messages: [message, ...older.map((one) => one.message)],
      });
      side.isStored = store.problem() === null;
    },
    edit(tab) {
      // An edit adds a sibling and replaces nothing.
      const first = tab.own.find(({ text }) => !text.startsWith('edited'));
      if (!first) return resolved;
      const text = `edited ${first.id}`;
      return putAs(tab, { ...first, id: `m${count}`, seq: tab.own.length, text });
    },
    grow({ store, own }) {
      const last = own.at(-1);
      if (!last) return resolved;
      const grown = { ...last, text: `${last.text} ${count}` };
      own[own.length - 1] = grown;
      put.set(grown.id, grown);
      return store.putMessage(grown);
    },
    rename() {
      // Only one tab renames, so that one title is expected; the other never sees it.
      const first = tabs[0];
      if (!first) return resolved;
      name = `Name ${count}`;
      first.conversation = { ...first.conversation, title: name, renamed: true };
      return first.store.putConversation(first.conversation);
    },
    branch(tab) {
      const leafId = tab.own[0]?.id ?? null;
      if (leafId === null) return resolved;
      tab.conversation = { ...tab.conversation, leafId };
      return tab.store.putConversation(tab.conversation);
    },
    async start({ store }, index) {
      const id = `side${count}`;
      const side = { tab: index, isStored: false, isDeleted: false };
      sides.set(id, side);
      const message = messageOf({ id: `of ${id}`, conversationId: id });
      await store.putTurn(conversationOf({ id }), [message]);
      side.isStored = store.problem() === null;
    },
    delete({ store }, index) {
      // The other tab cannot delete what it cannot see.
      const isSeen = (side: Side) => side.tab === index || side.isStored;
      const seen = [...sides].find(([, side]) => !side.isDeleted && isSeen(side));
      if (!seen) return resolved;
      seen[1].isDeleted = true;
      return store.deleteConversation(seen[0]);
    },
    late({ store }, index) {
      // A reply that ends after its conversation was deleted must not restore it.
      const deleted = [...sides].find(([, side]) => side.isDeleted && side.tab === index);
      if (!deleted) return resolved;
      return store.putMessage(messageOf({ id: `late ${count}`, conversationId: deleted[0] }));
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
    return tab ? acts[step.act](tab, step.tab) : resolved;
  };

  return {
    act,
    expected: () => ({ messages: [...put.values()], name, leaves, sides }),
    /** Frees storage and writes once more in each tab: all failed writes must then succeed. */
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

describe('two tabs that write the same conversation at random', () => {
  it('lose no message, file, branch or title and restore nothing deleted, in 200 interleavings', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (sequence, canHear) => {
        const tabs = createTabs(canHear);
        await play(sequence, tabs.act);
        const afterwards = await tabs.finish();
        const stored = await afterwards.load('c1');
        const { messages, name, leaves, sides } = tabs.expected();
        const remaining = [...sides].filter(([, side]) => !side.isDeleted).map(([id]) => id);
        const listed = (await afterwards.list()).map(({ id }) => id);
        expect(listed.filter((id) => id !== 'c1').sort()).toEqual(remaining.sort());
        for (const id of remaining) expect((await afterwards.load(id))?.messages).toHaveLength(1);
        expect(new Map(stored?.messages.map((message) => [message.id, message]))).toEqual(
          new Map(messages.map((message) => [message.id, message])),
        );
        expect(stored?.conversation.title).toBe(name);
        const leafId = stored?.conversation.leafId ?? null;
        expect(leafId === null ? leaves.size === 0 : leaves.has(leafId)).toBe(true);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
