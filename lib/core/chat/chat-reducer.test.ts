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
const asked = chatReducer(emptyChatLog('c'), { type: 'appended', messages: [question, reply] });

function textOf(log: ChatLog, id: string): string | undefined {
  return log.path.find((one) => one.id === id)?.text;
}

describe('chatReducer', () => {
  it('extends the last message only and keeps the others as they are', () => {
    const grown = chatReducer(asked, { type: 'grew', id: 'r', text: 'Hi' });
    expect(textOf(grown, 'r')).toBe('Hi');
    expect(grown.path[0]).toBe(asked.path[0]);
    expect(grown.path[1]?.status).toBe('streaming');
  });

  it.each(['stopped', 'done', 'failed', 'interrupted'] as const)(
    'drops a delta of a turn that is %s',
    (status) => {
      const over = chatReducer(asked, { type: 'ended', id: 'r', change: { status, text: 'Hi' } });
      const late = chatReducer(over, { type: 'grew', id: 'r', text: 'Hi there' });
      expect(late).toBe(over);
    },
  );

  it('keeps the first of two ends', () => {
    const stopped = chatReducer(asked, { type: 'ended', id: 'r', change: { status: 'stopped' } });
    const twice = chatReducer(stopped, { type: 'ended', id: 'r', change: { status: 'failed' } });
    expect(twice.path[1]?.status).toBe('stopped');
  });

  it('ignores events of a message it does not hold', () => {
    expect(chatReducer(asked, { type: 'grew', id: 'other', text: 'x' })).toBe(asked);
    expect(chatReducer(asked, { type: 'ended', id: 'other', change: {} })).toBe(asked);
  });

  it('forks where the parent of a new message stands and keeps what followed as a branch', () => {
    const done = chatReducer(asked, { type: 'ended', id: 'r', change: { status: 'done' } });
    const second = message('r2', { parentId: 'q', seq: 2, status: 'waiting' });
    const forked = chatReducer(done, { type: 'appended', messages: [second] });
    expect(forked.path.map(({ id }) => id)).toEqual(['q', 'r2']);
    expect(forked.branches.map(({ id }) => id)).toEqual(['r']);
  });

  it('shows another sibling and hides the one that was shown', () => {
    const second = message('r2', { parentId: 'q', seq: 2 });
    const forked = chatReducer(asked, { type: 'appended', messages: [second] });
    const back = chatReducer(forked, { type: 'switched', leafId: 'r' });
    expect(back.path.map(({ id }) => id)).toEqual(['q', 'r']);
    expect(back.branches.map(({ id }) => id)).toEqual(['r2']);
  });

  it('goes on growing a reply that is not shown at the moment', () => {
    const second = message('r2', { parentId: 'q', seq: 2 });
    const forked = chatReducer(asked, { type: 'appended', messages: [second] });
    const grown = chatReducer(forked, { type: 'grew', id: 'r', text: 'Hi' });
    expect(grown.branches[0]?.text).toBe('Hi');
    expect(grown.path).toBe(forked.path);
  });

  it('starts a failed reply again in its place', () => {
    const failed = chatReducer(asked, { type: 'ended', id: 'r', change: { status: 'failed' } });
    const again = chatReducer(failed, {
      type: 'restarted',
      id: 'r',
      change: { status: 'waiting', error: undefined },
    });
    const grown = chatReducer(again, { type: 'grew', id: 'r', text: 'Hi' });
    expect(textOf(grown, 'r')).toBe('Hi');
  });
});
