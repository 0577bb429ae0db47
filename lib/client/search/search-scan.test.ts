import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarkedPart } from '#lib/core/search/mark-matches.ts';
import { readQuery } from '#lib/core/search/search-query.ts';
import { manyConversations, needleOf } from '#tests/support/many-conversations.ts';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import { createSearchScan, type SearchHits } from './search-scan.ts';

const withoutPause = () => undefined;

async function indexOf({ conversations, messages }: ReturnType<typeof manyConversations>) {
  const index = createSearchScan();
  index.setConversations(conversations);
  await index.add(messages, withoutPause);
  const find = async (typed: string): Promise<SearchHits> => {
    const query = readQuery(typed);
    return query ? index.find(query) : { titles: [], messages: [], hasMore: false };
  };
  return { index, find };
}

const idsOf = ({ messages }: SearchHits) => messages.map(({ messageId }) => messageId);
const textOf = (parts: readonly MarkedPart[]) => parts.map(({ text }) => text).join('');

test('every part of a stored text of three or more characters finds it, in any case', async () => {
  const stored = manyConversations({ conversations: 8, messages: 40 });
  const { find } = await indexOf(stored);
  const part = fc.record({
    at: fc.nat(39),
    from: fc.nat(),
    length: fc.integer({ min: 3, max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(part, fc.boolean(), async ({ at, from, length }, isUpper) => {
      const message = stored.messages[at];
      const characters = [...(message?.text ?? '')];
      const start = from % characters.length;
      const written = characters.slice(start, start + length).join('');
      const typed = isUpper ? written.toUpperCase() : written;
      if (readQuery(typed)) expect(idsOf(await find(typed))).toContain(message?.id);
    }),
    { numRuns: 1000 },
  );
});

test('any text at all is found by any part of it', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1 });
  await fc.assert(
    fc.asyncProperty(text, text, text, async (before, typed, after) => {
      const messages = [messageOf({ id: 'm1', text: before + typed + after })];
      const { find } = await indexOf({ conversations: [conversationOf()], messages });
      if (readQuery(typed)) expect(idsOf(await find(typed))).toEqual(['m1']);
    }),
  );
});

test('a message on any branch is found, with its conversation, its role and a snippet', async () => {
  const messages = [
    messageOf({ id: 'u1', text: 'A question' }),
    messageOf({ id: 'a1', parentId: 'u1', seq: 1, role: 'assistant', text: 'The first answer' }),
    messageOf({ id: 'a2', parentId: 'u1', seq: 2, role: 'assistant', text: 'The second answer' }),
  ];
  const conversation = conversationOf({ leafId: 'a2' });
  const { find } = await indexOf({ conversations: [conversation], messages });
  const [hit] = (await find('first')).messages;
  expect(hit).toMatchObject({ conversation, messageId: 'a1', role: 'assistant', createdAt: 1000 });
  expect(hit?.snippet).toContainEqual({ text: 'first', isMatch: true });
});

test('titles are found, and messages that have the words in a row come first', async () => {
  const conversations = [
    conversationOf({ id: 'c1', title: 'Réseau local', updatedAt: 1 }),
    conversationOf({ id: 'c2', updatedAt: 2 }),
  ];
  const messages = [
    messageOf({ id: 'm1', conversationId: 'c1', text: 'a local network' }),
    messageOf({ id: 'm2', conversationId: 'c2', text: 'a network that is local' }),
  ];
  const { find } = await indexOf({ conversations, messages });
  expect(idsOf(await find('local network'))).toEqual(['m1', 'm2']);
  expect(idsOf(await find('network'))).toEqual(['m2', 'm1']);
  expect((await find('reseau')).titles.map(({ title }) => textOf(title))).toEqual(['Réseau local']);
});

test('a newer version replaces a message, and a deleted conversation is no longer found', async () => {
  const messages = [messageOf({ id: 'm1', text: 'half a rep' })];
  const { index, find } = await indexOf({ conversations: [conversationOf()], messages });
  await index.add([messageOf({ id: 'm1', text: 'half a reply and the rest' })], withoutPause);
  expect(idsOf(await find('the rest'))).toEqual(['m1']);
  index.setConversations([]);
  expect(await find('the rest')).toEqual({ titles: [], messages: [], hasMore: false });
  index.setConversations([conversationOf()]);
  expect(idsOf(await find('the rest'))).toEqual([]);
});

test('one of 10,000 messages is found among all, and of many only the newest are listed', async () => {
  const { find } = await indexOf(manyConversations());
  expect(idsOf(await find(needleOf('c499m19')))).toEqual(['c499m19']);
  const { messages, hasMore } = await find('needle');
  expect(messages).toHaveLength(50);
  expect(hasMore).toBe(true);
  expect(messages[0]?.messageId).toBe('c0m19');
});
