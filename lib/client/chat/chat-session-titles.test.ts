import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import {
  answer,
  DONE,
  FAILED,
  idle,
  last,
  newSession,
  START,
} from '#tests/support/chat-sessions.ts';
import { newTemporaryId } from '../storage/temporary/temporary-ids.ts';

const NAMED_BY = [{ id: 'm1', efforts: ['low', 'high'] as const }].map(({ id, efforts }) => ({
  id,
  efforts: [...efforts],
}));
const settings = { model: 'm1', simulateAllowed: false, demo: false, namedBy: NAMED_BY };
const named = () => newSession({ namedBy: NAMED_BY });
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

it('asks for no title unless the operator lets the model, and never in a temporary chat', async () => {
  const plain = newSession();
  plain.session.send('Why?');
  await answer(plain.session, await plain.streamAt(0), 'So.');
  const temporary = named();
  temporary.session.open(newTemporaryId(), { isNew: true });
  temporary.session.configure(settings);
  temporary.session.send('Why?');
  await answer(temporary.session, await temporary.streamAt(0), 'So.');
  await settle();
  expect([plain.opened, temporary.opened].map(({ length }) => length)).toEqual([1, 1]);
});
