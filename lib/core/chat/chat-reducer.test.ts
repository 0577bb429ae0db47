import { describe, expect, it } from 'vitest';
import type { ChatLog, ChatMessage } from './chat-log.ts';
import { chatReducer, emptyChatLog } from './chat-reducer.ts';

function message(id: string, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id,
    conversationId: 'c',
    parentId: null,
    seq: 0,
    role: 'assistant',
    text: '',
    status: 'done',
    createdAt: 0,
    ...change,
  };
}

const question = message('q', { role: 'user', text: 'Hello?' });
const reply = message('r', { parentId: 'q', seq: 1, status: 'waiting' });
const pendingLog = chatReducer(emptyChatLog('c'), {
  type: 'appended',
  messages: [question, reply],
});

function textOf(log: ChatLog, id: string): string | undefined {
  return log.path.find((message) => message.id === id)?.text;
}

describe('chatReducer', () => {
  it('extends only the last message and leaves the others unchanged', () => {
    const extended = chatReducer(pendingLog, { type: 'grew', id: 'r', text: 'Hi' });
    expect(textOf(extended, 'r')).toBe('Hi');
    expect(extended.path[0]).toBe(pendingLog.path[0]);
    expect(extended.path[1]?.status).toBe('streaming');
  });

  it('lets a reply that is only thought about wait for its text', () => {
    const change = { status: 'waiting', thinking: 'Hm', thinkingMs: 5 } as const;
    const thought = chatReducer(pendingLog, { type: 'grew', id: 'r', text: '', change });
    expect(thought.path[1]).toMatchObject({ text: '', ...change });
    const begun = chatReducer(thought, { type: 'grew', id: 'r', text: 'Hi' });
    expect(begun.path[1]).toMatchObject({ text: 'Hi', status: 'streaming', thinking: 'Hm' });
  });

  it.each(['stopped', 'done', 'failed', 'interrupted'] as const)(
    'drops a delta of a turn that is %s',
    (status) => {
      const ended = chatReducer(pendingLog, {
        type: 'ended',
        id: 'r',
        change: { status, text: 'Hi' },
      });
      const late = chatReducer(ended, { type: 'grew', id: 'r', text: 'Hi there' });
      expect(late).toBe(ended);
    },
  );

  it('keeps the first end of a turn and ignores a second', () => {
    const stopped = chatReducer(pendingLog, {
      type: 'ended',
      id: 'r',
      change: { status: 'stopped' },
    });
    const twice = chatReducer(stopped, { type: 'ended', id: 'r', change: { status: 'failed' } });
    expect(twice.path[1]?.status).toBe('stopped');
  });

  it('ignores events for an unknown message', () => {
    expect(chatReducer(pendingLog, { type: 'grew', id: 'other', text: 'x' })).toBe(pendingLog);
    expect(chatReducer(pendingLog, { type: 'ended', id: 'other', change: {} })).toBe(pendingLog);
  });

  it('forks after the parent of a new message and keeps the old continuation as a branch', () => {
    const done = chatReducer(pendingLog, { type: 'ended', id: 'r', change: { status: 'done' } });
    const second = message('r2', { parentId: 'q', seq: 2, status: 'waiting' });
    const forked = chatReducer(done, { type: 'appended', messages: [second] });
    expect(forked.path.map(({ id }) => id)).toEqual(['q', 'r2']);
    expect(forked.branches.map(({ id }) => id)).toEqual(['r']);
  });

  it('shows another sibling and hides the current one', () => {
    const second = message('r2', { parentId: 'q', seq: 2 });
    const forked = chatReducer(pendingLog, { type: 'appended', messages: [second] });
    const back = chatReducer(forked, { type: 'switched', leafId: 'r' });
    expect(back.path.map(({ id }) => id)).toEqual(['q', 'r']);
    expect(back.branches.map(({ id }) => id)).toEqual(['r2']);
  });

  it('keeps extending a reply that is not visible', () => {
    const second = message('r2', { parentId: 'q', seq: 2 });
    const forked = chatReducer(pendingLog, { type: 'appended', messages: [second] });
    const extended = chatReducer(forked, { type: 'grew', id: 'r', text: 'Hi' });
    expect(extended.branches[0]?.text).toBe('Hi');
    expect(extended.path).toBe(forked.path);
  });

  it('restarts a failed reply in place', () => {
    const failed = chatReducer(pendingLog, {
      type: 'ended',
      id: 'r',
      change: { status: 'failed' },
    });
    const again = chatReducer(failed, {
      type: 'restarted',
      id: 'r',
      change: { status: 'waiting', error: undefined },
    });
    const extended = chatReducer(again, { type: 'grew', id: 'r', text: 'Hi' });
    expect(textOf(extended, 'r')).toBe('Hi');
  });
});
