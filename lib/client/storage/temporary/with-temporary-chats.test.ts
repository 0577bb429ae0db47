import { expect, it } from 'vitest';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import type { ConversationStore } from '../conversation-store.ts';
import { newTemporaryId } from './temporary-chats.ts';
import { withTemporaryChats } from './with-temporary-chats.ts';

/** A store whose every use is noted. */
function watchedStore() {
  const used: string[] = [];
  const store = new Proxy({} as ConversationStore, {
    ownKeys: () => ['load', 'putConversation', 'putMessage', 'putTurn', 'deleteConversation'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_, name) => async () => {
      used.push(String(name));
      return null;
    },
  });
  return { store: withTemporaryChats(store), used };
}

const turn = (conversationId: string) =>
  [
    messageOf({ id: 'a', conversationId, seq: 1, role: 'assistant', text: 'An answer' }),
    messageOf({ id: 'q', conversationId, seq: 0 }),
  ] as const;

it('keeps a temporary chat without using the store', async () => {
  const { store, used } = watchedStore();
  const id = newTemporaryId();
  const conversation = conversationOf({ id });
  const [answer, question] = turn(id);
  await store.putTurn(conversation, [answer, question]);
  await store.putMessage({ ...answer, text: 'An answer that grew' });
  await store.putConversation({ ...conversation, leafId: 'a' });
  expect(await store.load(id)).toEqual({
    conversation: { ...conversation, leafId: 'a' },
    messages: [question, { ...answer, text: 'An answer that grew' }],
  });
  expect(used).toEqual([]);
});

it('drops what arrives after a temporary chat was left', async () => {
  const { store, used } = watchedStore();
  const id = newTemporaryId();
  const [answer, question] = turn(id);
  await store.putTurn(conversationOf({ id }), [answer, question]);
  await store.deleteConversation(id);
  await store.putMessage(answer);
  await store.putConversation(conversationOf({ id }));
  await store.putTurn(conversationOf({ id }), [question]);
  expect(await store.load(id)).toBeNull();
  expect(used).toEqual([]);
});

it('passes everything else on, and an imported id is never temporary', async () => {
  const { store, used } = watchedStore();
  const id = `temporary-${newTemporaryId().slice(1)}`;
  await store.putTurn(conversationOf({ id }), turn(id));
  await store.putMessage(messageOf({ id: 'm', conversationId: id }));
  await store.putConversation(conversationOf({ id }));
  await store.load(id);
  await store.deleteConversation(id);
  expect(used).toEqual(['putTurn', 'putMessage', 'putConversation', 'load', 'deleteConversation']);
});
