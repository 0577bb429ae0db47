import { expect, test } from 'vitest';
import type { ChatLog, ChatMessage } from '#lib/core/chat/chat-log.ts';
import { NOTHING_SEEN, seeTurn } from './use-pinned-turn.ts';

type Part = Pick<ChatMessage, 'id' | 'role'> & Partial<ChatMessage>;

const question = (id: string): Part => ({ id, role: 'user' });
const reply = (id: string, status: ChatMessage['status'], text = ''): Part => ({
  id,
  role: 'assistant',
  status,
  text,
});

/** What is pinned after each of these paths was shown. */
function pinnedAfter(...steps: [conversationId: string, ...path: Part[]][]) {
  let seen = NOTHING_SEEN;
  return steps.map(([conversationId, ...path]) => {
    // Proof: only these fields are read.
    seen = seeTurn(seen, { conversationId, path } as unknown as ChatLog);
    return seen.pinned?.questionId;
  });
}

const OLD = [question('q1'), reply('r1', 'done', 'Hi')];
const LATER = [question('q2'), reply('r2', 'done', 'Hello')];

test('pins a turn that is sent, through its reply and after', () => {
  expect(
    pinnedAfter(
      ['c', ...OLD],
      ['c', ...OLD, question('q2'), reply('r2', 'waiting')],
      ['c', ...OLD, question('q2'), reply('r2', 'streaming', 'Hel')],
      ['c', ...OLD, ...LATER],
    ),
  ).toEqual([undefined, 'q2', 'q2', 'q2']);
});

test('pins the first turn of a new conversation', () => {
  expect(pinnedAfter(['c', question('q1'), reply('r1', 'waiting')])).toEqual(['q1']);
});

test('pins nothing in a stored conversation, even while it is being written', () => {
  expect(pinnedAfter(['c'], ['c', ...OLD, ...LATER])).toEqual([undefined, undefined]);
  expect(
    pinnedAfter(['c'], ['c', ...OLD, question('q2'), reply('r2', 'streaming', 'Hel')]),
  ).toEqual([undefined, undefined]);
});

test('lets go when another conversation opens', () => {
  const sent: [string, ...Part[]] = ['c', ...OLD, question('q2'), reply('r2', 'waiting')];
  expect(
    pinnedAfter(['c', ...OLD], sent, ['d', ...OLD, ...LATER], ['c', ...OLD, ...LATER]),
  ).toEqual([undefined, 'q2', undefined, undefined]);
});

test('pins again, as a new object, when a reply is regenerated or retried in its place', () => {
  let seen = seeTurn(NOTHING_SEEN, log(...OLD, ...LATER));
  for (const last of [reply('r3', 'waiting'), reply('r3', 'failed'), reply('r3', 'waiting')]) {
    const before = seen.pinned;
    seen = seeTurn(seen, log(...OLD, question('q2'), last));
    expect(seen.pinned).toEqual({ questionId: 'q2' });
    if (last.status === 'waiting') expect(seen.pinned).not.toBe(before);
  }
});

test('pins nothing when a reply is continued, or another version is shown', () => {
  expect(
    pinnedAfter(
      ['c', ...OLD, question('q2'), reply('r2', 'stopped', 'Hel')],
      ['c', ...OLD, question('q2'), reply('r2', 'waiting', 'Hel')],
      ['c', ...OLD, question('q2'), reply('r2', 'streaming', 'Hello')],
      ['c', ...OLD, question('q3'), reply('r3', 'done', 'Hello')],
    ),
  ).toEqual([undefined, undefined, undefined, undefined]);
});

function log(...path: Part[]): ChatLog {
  return { conversationId: 'c', path } as unknown as ChatLog;
}
