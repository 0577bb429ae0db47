import { expect, it } from 'vitest';
import { toWireRequest } from '../attachments/to-wire-request.ts';
import type { ChatMessage } from './chat-log.ts';
import { emptyChatLog } from './chat-reducer.ts';
import { CONTINUE_INSTRUCTION } from './continue-instruction.ts';
import { newId } from './new-id.ts';
import {
  continuationOf,
  newReply,
  newUserMessage,
  RESTARTED,
  requestFor,
  retryOf,
  UNANSWERED,
} from './turn-messages.ts';

const stamp = (id: string) => ({ id, now: 5 });
const log = emptyChatLog('c');
const user = newUserMessage(log, 'Hello?', null, stamp('q'));
const reply = newReply(log, user, 'm', stamp('r'));
const failed: ChatMessage = {
  ...reply,
  status: 'failed',
  error: { kind: 'server_error', status: 500, requestId: 'req1' },
};

it('numbers a reply after its question, independent of the clock', () => {
  expect([user.seq, reply.seq]).toEqual([0, 1].map((n) => n + user.seq));
  expect(reply.parentId).toBe('q');
});

it('never sends a failure to the model', () => {
  const next = newUserMessage({ ...log, path: [user, failed] }, 'Again?', 'r', stamp('q2'));
  const request = requestFor([user, failed, next], 'm');
  expect(request.messages).toEqual([
    { role: 'user', content: 'Hello?' },
    { role: 'user', content: 'Again?' },
  ]);
  expect(JSON.stringify(request)).not.toContain('server_error');
});

it('never sends thinking to the model, and leaves out a reply that is nothing else', () => {
  const thought = { ...reply, status: 'done', thinking: 'A secret' } as const;
  const answered = { ...thought, id: 'r2', text: 'So.' };
  for (const path of [
    [user, thought],
    [user, answered],
  ]) {
    const requests = [
      requestFor(path, 'm'),
      retryOf(thought, path, 'm'),
      continuationOf(path, 'm', 'turn-2'),
    ];
    expect(JSON.stringify(requests)).not.toContain('secret');
  }
  expect(requestFor([user, thought], 'm').messages).toHaveLength(1);
});

it('sends a reply with what the server sealed for it, until it starts over or goes on', () => {
  const reasoning = { data: '{}', seal: 's'.repeat(43) };
  const thought = { ...reply, status: 'done', text: 'So.', reasoning } as const;
  const wire = (path: ChatMessage[]) => toWireRequest(requestFor(path, 'm')).messages.at(-1);
  expect(wire([user, thought])).toEqual({ role: 'assistant', content: 'So.', reasoning });
  expect(wire([user, { ...thought, ...RESTARTED }])).toEqual({ role: 'assistant', content: 'So.' });
});

it('sends the text of an interrupted reply and uses the question as the turn id', () => {
  const request = requestFor([user, { ...failed, text: 'Half a' }], 'm');
  expect(request.messages.at(-1)).toEqual({ role: 'assistant', content: 'Half a' });
  expect(request.turnId).toBe('q');
});

it('continues a cut-off reply with a final instruction and a turn id of its own', () => {
  const request = toWireRequest(
    continuationOf([user, { ...failed, text: 'Half a' }], 'm', 'turn-2'),
  );
  expect(request.messages).toEqual([
    { role: 'user', content: 'Hello?' },
    { role: 'assistant', content: 'Half a' },
    { role: 'user', content: CONTINUE_INSTRUCTION },
  ]);
  expect(request.turnId).toBe('turn-2');
});

it('creates version 4 UUIDs without a secure context', () => {
  const ids = Array.from({ length: 100 }, () => newId());
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

it('keeps leaving out the messages that an earlier request left out', () => {
  const short: ChatMessage = { ...reply, text: 'An answer', status: 'done', leftOut: 1 };
  const next = newUserMessage({ ...log, path: [user, short] }, 'And now?', 'r', stamp('q2'));
  expect(requestFor([user, short, next], 'm').messages).toEqual([
    { role: 'assistant', content: 'An answer' },
    { role: 'user', content: 'And now?' },
  ]);
  expect(requestFor([user, short, next], 'm', 2).messages).toHaveLength(1);
});

it('uses the question as the turn id of a retry, or the reply if its connection broke', () => {
  const unanswered: ChatMessage = {
    ...reply,
    status: 'failed',
    error: {
      kind: 'starlight_unreachable',
      status: 0,
      requestId: 'none',
      details: { reason: UNANSWERED },
    },
  };
  expect(retryOf(failed, [user], 'm').turnId).toBe('q');
  expect(retryOf(unanswered, [user], 'm')).toEqual({ ...requestFor([user], 'm'), turnId: 'r' });
});
