import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { answer, FAILED, idle, last, newSession, START } from '#tests/support/chat-sessions.ts';

const PICTURE: Attachment = {
  type: 'picture',
  id: 'f1',
  name: 'beach.png',
  url: 'data:image/png;base64,AAAA',
  width: 4,
  height: 3,
};
const FILE: Attachment = { type: 'text', id: 'f2', name: 'a.md', text: '# A', origin: 'file' };

/** A session whose first message, with these files, has been answered. */
async function sessionAfter(text: string, ...files: Attachment[]) {
  const chat = newSession();
  const stream = chat.streamAt(0);
  expect(chat.session.send(text, { files })).toBe(true);
  await answer(chat.session, await stream, 'So.');
  return chat;
}

const firstMessage = ({ session }: Pick<ReturnType<typeof newSession>, 'session'>) => {
  const [message] = session.getSnapshot().chatLog.path;
  if (!message) throw new Error('the log is empty');
  return message;
};

describe('what a message carries', () => {
  it('is sent with it, stored, and sent again with every later message', async () => {
    const chat = await sessionAfter('Compare', PICTURE, FILE);
    const { store, session, streamAt } = chat;
    expect((await streamAt(0)).request.messages).toEqual([
      { role: 'user', content: 'Compare', attachments: [PICTURE, FILE] },
    ]);
    expect((await store.load('c1'))?.messages[0]?.attachments).toEqual([PICTURE, FILE]);
    session.send('And now?');
    expect((await streamAt(1)).request.messages[0]).toHaveProperty('attachments.length', 2);
  });

  it('is enough without words, and names the conversation', async () => {
    const { session } = await sessionAfter(' ', PICTURE);
    expect(session.getSnapshot().conversation?.title).toBe('beach.png');
    expect(session.send('', { files: [] })).toBe(false);
  });

  it('is sent again by a retry', async () => {
    const chat = newSession();
    const stream = chat.streamAt(0);
    chat.session.send('Look', { files: [PICTURE] });
    for (const event of [START, FAILED]) (await stream).say(event);
    await idle(chat.session);
    chat.session.retry(last(chat.session).id);
    const { request } = await chat.streamAt(1);
    expect(request.messages).toEqual((await stream).request.messages);
    chat.session.stop();
  });

  it('stays when the message is edited, unless it is removed', async () => {
    const chat = await sessionAfter('Look', PICTURE, FILE);
    const { session, streamAt } = chat;
    session.edit(firstMessage(chat).id, 'Look closely');
    await answer(session, await streamAt(1), 'So.');
    expect(firstMessage(chat).attachments).toEqual([PICTURE, FILE]);
    session.edit(firstMessage(chat).id, '', [FILE]);
    await answer(session, await streamAt(2), 'So.');
    expect(firstMessage(chat)).toMatchObject({ text: '', attachments: [FILE] });
    expect(session.edit(firstMessage(chat).id, ' ', [])).toBe(false);
  });

  it('is deleted with the conversation', async () => {
    const { store } = await sessionAfter('Look', PICTURE);
    await store.deleteConversation('c1');
    expect(await store.exportAll()).not.toContain(PICTURE.url);
  });
});
