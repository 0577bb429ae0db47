import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
