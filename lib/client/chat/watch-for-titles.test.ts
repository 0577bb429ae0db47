import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import {
  answer,
  DONE,
  FAILED,
  idle,
  last,
  START,
  sessionsOf,
} from '#tests/support/chat-sessions.ts';
import { newTemporaryId } from '../storage/temporary/temporary-chats.ts';
import { withTemporaryChats } from '../storage/temporary/with-temporary-chats.ts';
import { watchForTitles } from './watch-for-titles.ts';

const SITE = {
  models: [{ id: 'm1', efforts: ['low' as const, 'high' as const] }],
  demo: false,
  maxBodyBytes: 4_000_000,
};

function named() {
  const { tabs, ...streams } = sessionsOf(1);
  const [tab] = tabs;
  if (!tab) throw new Error('one was asked for');
  tab.session.open('c1', { isNew: true });
  const store = withTemporaryChats(tab.store);
  watchForTitles({
    ...tab,
    store,
    site: SITE,
    openStream: (request, signal) =>
      streams.openStream(request, { signal, continues: '', simulateAllowed: false, demo: false }),
  });
  return { ...streams, ...tab };
}
const titleOf = ({ session }: ReturnType<typeof named>) =>
  session.getSnapshot().conversation?.title;
/** Lets everything that is not waiting for the upstream happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 40));

async function withTitle(title: string) {
  const chat = named();
  chat.session.send('Why do I get a 429?');
  await answer(chat.session, await chat.streamAt(0), 'Because of a limit.');
  const asked = await chat.streamAt(1);
  asked.say(START);
  asked.say({ type: 'delta', text: title });
  return { chat, asked };
}

it('is named by its model after the first reply, and by no later one', async () => {
  const { chat, asked } = await withTitle('"Rate limits"');
  expect(titleOf(chat)).toBe('Why do I get a 429?');
  expect(asked.request).toMatchObject({ model: 'm1', reasoningEffort: 'low' });
  expect(asked.request.turnId).toBeUndefined();
  asked.say(DONE);
  await settle();
  expect(titleOf(chat)).toBe('Rate limits');
  expect(chat.session.getSnapshot().chatLog.path).toHaveLength(2);
  chat.session.send('And a 401?');
  await answer(chat.session, await chat.streamAt(2), 'A key.');
  await settle();
  expect(chat.opened).toHaveLength(3);
});

it('keeps a name that the person gave meanwhile', async () => {
  const { chat, asked } = await withTitle('Rate limits');
  const { conversation } = chat.session.getSnapshot();
  if (!conversation) throw new Error('it was sent');
  chat.session.rename(conversation, 'Mine');
  asked.say(DONE);
  await settle();
  expect(titleOf(chat)).toBe('Mine');
});

it('does not make the next message wait, and asks again after its reply', async () => {
  const { chat, asked } = await withTitle('Half a ti');
  expect(chat.session.send('And a 401?')).toBe(true);
  expect(asked.signal.aborted).toBe(true);
  await answer(chat.session, await chat.streamAt(2), 'A key.');
  const again = await chat.streamAt(3);
  expect(again.request.messages[0]?.content).toContain('Why do I get a 429?');
  again.say({ type: 'delta', text: 'Two statuses' });
  again.say(DONE);
  await settle();
  expect(titleOf(chat)).toBe('Two statuses');
});

it('keeps the title of today after a refusal, a cut title or a reply that failed', async () => {
  const { chat, asked } = await withTitle('Rate');
  asked.say(FAILED);
  await settle();
  expect(titleOf(chat)).toBe('Why do I get a 429?');
  expect(last(chat.session).status).toBe('done');

  const cut = await withTitle('Rate');
  cut.asked.say({ type: 'done', reason: 'length' });
  await settle();
  expect(titleOf(cut.chat)).toBe('Why do I get a 429?');

  const failed = named();
  failed.session.send('Why?');
  (await failed.streamAt(0)).say(FAILED);
  await idle(failed.session);
  await settle();
  expect(failed.opened).toHaveLength(1);
});

it('names a conversation that is no longer open', async () => {
  const chat = named();
  chat.session.send('Why do I get a 429?');
  const stream = await chat.streamAt(0);
  chat.session.open('c2', { isNew: true });
  stream.say(START);
  stream.say({ type: 'delta', text: 'Because.' });
  stream.say(DONE);
  const asked = await chat.streamAt(1);
  asked.say({ type: 'delta', text: 'Rate limits' });
  asked.say(DONE);
  await settle();
  expect(await chat.store.list()).toMatchObject([{ id: 'c1', title: 'Rate limits' }]);
});

it('asks for no title in a temporary chat', async () => {
  const temporary = named();
  temporary.session.open(newTemporaryId(), { isNew: true });
  temporary.session.send('Why?');
  await answer(temporary.session, await temporary.streamAt(0), 'So.');
  await settle();
  expect(temporary.opened).toHaveLength(1);
});
