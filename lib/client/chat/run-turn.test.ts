import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ChatLogEvent } from '#lib/core/chat/chat-reducer.ts';
import { runTurn } from './run-turn.ts';

const waiting: ChatMessage = {
  id: 'r',
  conversationId: 'c',
  parentId: 'q',
  seq: 1,
  role: 'assistant',
  text: '',
  status: 'waiting',
  createdAt: 0,
};
const start: Extract<ChatEvent, { type: 'start' }> = {
  type: 'start',
  requestId: 'req1',
  model: 'm',
};
const done: ChatEvent = {
  type: 'done',
  reason: 'stop',
  usage: { inputTokens: 1, outputTokens: 2 },
};

async function turn(
  events: readonly (ChatEvent | ((frames: readonly (() => void)[]) => void))[],
  { initial = waiting, controller = new AbortController() } = {},
) {
  const dispatched: ChatLogEvent[] = [];
  const updates: ChatMessage[] = [];
  const frames: (() => void)[] = [];
  const reply = await runTurn(
    initial,
    { messages: [] },
    {
      signal: controller.signal,
      openStream: async function* (_, { signal }) {
        for (const event of events) {
          signal.throwIfAborted();
          if (typeof event === 'function') event(frames);
          else yield event;
        }
        signal.throwIfAborted();
      },
      dispatch: (event) => dispatched.push(event),
      onUpdate: (message) => updates.push(message),
      now: () => 1000,
      onNextFrame: (callback) => frames.push(callback),
    },
  );
  return { reply, dispatched, updates, frames };
}

const nextFrame = (frames: readonly (() => void)[]) => frames.at(-1)?.();

describe('runTurn', () => {
  it('keeps what a reply is to be sent back with, unless it continues a text', async () => {
    const reasoning = { data: '{}', seal: 's'.repeat(43) };
    const events: ChatEvent[] = [
      start,
      { type: 'delta', text: 'So.' },
      { type: 'reasoning', reasoning },
      done,
    ];
    const { reply, dispatched, updates } = await turn(events);
    expect(reply).toMatchObject({ text: 'So.', reasoning });
    expect(dispatched.at(-1)).toMatchObject({ type: 'ended', change: { reasoning } });
    expect(updates.at(-1)).toHaveProperty('reasoning', reasoning);
    const continued = await turn(events, { initial: { ...waiting, text: 'And ' } });
    expect(continued.reply.reasoning).toBeUndefined();
  });

  it('batches the deltas of one frame into one dispatch of the complete text', async () => {
    const { dispatched, frames } = await turn([
      start,
      { type: 'delta', text: 'Hel' },
      { type: 'delta', text: 'lo' },
      nextFrame,
      done,
    ]);
    expect(frames).toHaveLength(1);
    expect(dispatched[0]).toEqual({ type: 'grew', id: 'r', text: 'Hello' });
  });

  it('dispatches nothing after the end, when the same reply may have been restarted', async () => {
    const { dispatched, frames } = await turn([start, { type: 'delta', text: 'Hello' }, done]);
    nextFrame(frames);
    expect(dispatched.map(({ type }) => type)).toEqual(['ended']);
  });

  it('appends streamed text unchanged, even to a continued reply', async () => {
    const initial = { ...waiting, text: 'One is less than two, and two' };
    const { reply } = await turn([start, { type: 'delta', text: 'less than two, and two' }, done], {
      initial,
    });
    expect(reply.text).toBe('One is less than two, and twoless than two, and two');
  });

  it('gives the citations of a continuation the numbers of the joined list', async () => {
    const sources = [{ url: 'https://a.example/', number: 1 }];
    const cited = [{ url: 'https://b.example/', number: 1 }];
    const { reply } = await turn(
      [start, { type: 'delta', text: 'two [1].' }, { type: 'sources', sources: cited }, done],
      { initial: { ...waiting, text: 'One [1], ', sources } },
    );
    expect(reply).toMatchObject({
      text: 'One [1], two [2].',
      sources: [...sources, { url: 'https://b.example/', number: 2 }],
    });
  });

  it('ends with the text, usage and model without waiting for a frame', async () => {
    const { reply, dispatched } = await turn([start, { type: 'delta', text: 'Hello' }, done]);
    expect(reply).toMatchObject({
      status: 'done',
      text: 'Hello',
      model: 'm',
      requestId: 'req1',
      usage: { inputTokens: 1, outputTokens: 2 },
    });
    expect(dispatched.at(-1)).toMatchObject({ type: 'ended', change: { text: 'Hello' } });
  });

  it('keeps the partial text when the stream fails', async () => {
    const { reply } = await turn([
      start,
      { type: 'delta', text: 'Half' },
      { type: 'error', error: { kind: 'reply_interrupted', status: 502, requestId: 'req1' } },
    ]);
    expect(reply).toMatchObject({ status: 'failed', text: 'Half', failedAt: 1000 });
    expect(reply.error?.kind).toBe('reply_interrupted');
  });

  it('keeps what a reply cost that came to nothing', async () => {
    const usage = { inputTokens: 7, outputTokens: 3, reasoningTokens: 3 };
    const error = { kind: 'reply_empty', status: 200, requestId: 'req1' } as const;
    const { reply } = await turn([start, { type: 'error', error, usage }]);
    expect(reply).toMatchObject({ status: 'failed', usage });
  });

  it('ends as stopped, not failed, when the visitor stops it', async () => {
    const controller = new AbortController();
    const { reply } = await turn(
      [start, { type: 'delta', text: 'Half' }, () => controller.abort(), done],
      { controller },
    );
    expect(reply).toMatchObject({ status: 'stopped', text: 'Half' });
    expect(reply.error).toBeUndefined();
  });

  it('keeps the worst case of a reply that ended before its tokens were counted', async () => {
    const worstCase = { inputTokens: 100, outputTokens: 4096 };
    const controller = new AbortController();
    const { reply, dispatched } = await turn(
      [{ ...start, worstCase }, () => controller.abort(), done],
      { controller },
    );
    expect(reply).toMatchObject({ status: 'stopped', model: 'm', worstCase });
    expect(dispatched.at(-1)).toMatchObject({ change: { model: 'm', worstCase } });
  });

  it.each([
    ['length', 'reply_truncated'],
    ['content_filter', 'reply_filtered'],
    ['refusal', 'reply_refused'],
    ['tool_calls', 'reply_empty'],
    ['unknown', 'reply_end_unknown'],
  ] as const)('sets the error kind of a reply that ended with %s', async (reason, kind) => {
    const { reply } = await turn([start, { type: 'done', reason }]);
    expect(reply.status).toBe('done');
    expect(reply.error?.kind).toBe(kind);
  });

  it('says that a tool was the reason, since such a reply can have text', async () => {
    const { reply } = await turn([
      start,
      { type: 'delta', text: 'Let me look.' },
      { type: 'done', reason: 'tool_calls' },
    ]);
    expect(reply).toMatchObject({
      status: 'done',
      text: 'Let me look.',
      error: { kind: 'reply_empty', details: { reason: 'tool_calls' } },
    });
  });

  it('dispatches the thinking and the words of one frame together', async () => {
    const { dispatched, frames } = await turn([
      start,
      { type: 'thinking', text: 'Let me ' },
      { type: 'thinking', text: 'see.' },
      { type: 'delta', text: 'So' },
      nextFrame,
      done,
    ]);
    expect(frames).toHaveLength(1);
    expect(dispatched[0]).toEqual({
      type: 'grew',
      id: 'r',
      text: 'So',
      change: { status: 'streaming', thinking: 'Let me see.', thinkingMs: 0 },
    });
  });

  it('keeps the thinking of a reply that fails', async () => {
    const { reply, updates } = await turn([
      start,
      { type: 'thinking', text: 'Hm' },
      { type: 'error', error: { kind: 'reply_stalled', status: 502, requestId: 'req1' } },
    ]);
    expect(updates[0]).toMatchObject({ status: 'waiting', thinking: 'Hm' });
    expect(reply).toMatchObject({ status: 'failed', text: '', thinking: 'Hm', thinkingMs: 0 });
  });

  it('appends to the existing text of a reply', async () => {
    const initial = { ...waiting, text: 'One, ' };
    const { reply } = await turn([start, { type: 'delta', text: 'two.' }, done], { initial });
    expect(reply.text).toBe('One, two.');
  });

  it('ends with an error when the stream throws or never ends the reply', async () => {
    const broken = await turn([
      start,
      () => {
        throw new Error('bug');
      },
    ]);
    expect(broken.reply.error?.kind).toBe('internal');
    const endless = await turn([start]);
    expect(endless.reply.status).toBe('failed');
  });
});
