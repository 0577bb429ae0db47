import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { registry } from '#lib/server/registry.ts';
import { DONE, delta, event, finish, usageEvent } from '#tests/support/completion-events.ts';
import { KEY, prepareSite } from '#tests/support/prepare-site.ts';
import { chatWrites, readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';

const site = prepareSite({
  handlers: { '/api/chat': chat },
  env: { STARLIGHT_IDLE_TIMEOUT_MS: '1000', STARLIGHT_RATE_LIMIT: '1000' },
});

const ask = (signal: AbortSignal | null = null) =>
  site.post('/api/chat', { messages: [{ role: 'user', content: 'hi' }] }, signal);

const thought = (text: string) =>
  event({ choices: [{ index: 0, delta: { reasoning_content: text }, finish_reason: null }] });

/** A completion of one document, with a message and a usage of its own. */
const document = (message: object, finish_reason = 'stop') =>
  answer(200, {
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  });

/** Reads a reply, and joins what it thinks and says. */
async function readReply() {
  const { events } = await readChatResponse(await ask());
  const join = (type: 'thinking' | 'delta') =>
    events.map((each) => (each.type === type ? each.text : '')).join('');
  return { events, thinking: join('thinking'), text: join('delta'), last: events.at(-1) };
}

describe('a reply that begins with thinking', () => {
  it('streams each thought before the first word, as it arrives', async () => {
    site.upstream.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(thought('one '));
      await seen('one ');
      await write(thought('two'));
      await seen('two');
      await write(delta('answer') + finish() + usageEvent(7, 3) + DONE);
      end();
    });
    let received = '';
    const waiting: { text: string; resolve: () => void }[] = [];
    const seen = (text: string) =>
      new Promise<void>((resolve) => waiting.push({ text: JSON.stringify(text), resolve }));
    const { next } = chatWrites(await ask());
    for (let write = await next(); write !== null; write = await next()) {
      received += write;
      for (const { text, resolve } of waiting) if (received.includes(text)) resolve();
    }
    const types = [...received.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    expect(types).toEqual(['start', 'thinking', 'thinking', 'delta', 'done']);
    expect(site.starlight.requestLines()[0]).toMatchObject({ status: 200, finishReason: 'stop' });
  });

  it.each<[string, object]>([
    ['a field', { content: 'answer', reasoning_content: 'plan' }],
    ['another field', { content: 'answer', reasoning: 'plan' }],
    ['tags', { content: '<think>plan</think>\n\nanswer' }],
    ['a closing tag', { content: 'plan</think>\n\nanswer' }],
    [
      'Google',
      {
        content: '<thought>plan</thought>answer',
        extra_content: { google: { thought: true } },
      },
    ],
    [
      'parts',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'plan' }] },
          { type: 'text', text: 'answer' },
        ],
      },
    ],
    [
      'gpt-oss',
      {
        content:
          '<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>answer',
      },
    ],
  ])('that is one document is told apart by %s', async (_, message) => {
    site.upstream.respond(document(message));
    const { thinking, text, last } = await readReply();
    expect({ thinking, text }).toEqual({ thinking: 'plan', text: 'answer' });
    expect(last).toMatchObject({ type: 'done', reason: 'stop' });
  });

  it('keeps the key out of the thinking, however it is split', async () => {
    for (const at of [0, 9, 20, KEY.length]) {
      site.upstream.respond(
        stream(
          thought(`x ${KEY.slice(0, at)}`),
          thought(`${KEY.slice(at)} y`),
          `${delta('answer')}${finish()}${DONE}`,
        ),
      );
      const { thinking, text, events } = await readReply();
      expect(thinking).toMatch(/^x sk-proj-.{0,3}\[key removed\] y$/);
      expect(text).toBe('answer');
      expect(JSON.stringify(events)).not.toContain(KEY.slice(-12));
    }
  });

  it('can be stopped while the model thinks', async () => {
    site.upstream.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(thought('a long plan'));
    });
    const controller = new AbortController();
    const arrived = site.upstream.nextRequest();
    const { next } = chatWrites(await ask(controller.signal));
    const exchange = await arrived;
    let received = '';
    while (!received.includes('a long plan')) received += await next();
    controller.abort();
    await exchange.closed;
    await vi.waitFor(() => expect(registry().openReplies.size).toBe(0));
    expect(site.starlight.requestLines()[0]).toMatchObject({ status: 499 });
  });

  const cutsOff: Script = async ({ head, write, reset }) => {
    await head(200, { 'content-type': 'text/event-stream' });
    await write(thought('half a plan'));
    reset();
  };
  const stalls: Script = async ({ head, write }) => {
    await head(200, { 'content-type': 'text/event-stream' });
    await write(thought('half a plan'));
  };
  it.each<[string, Script, string]>([
    ['ends', stream(thought('half a plan')), 'reply_interrupted'],
    ['is reset', cutsOff, 'reply_interrupted'],
    ['falls silent', stalls, 'reply_stalled'],
    [
      'reports an error',
      stream(thought('half a plan'), event({ error: { message: 'x', type: 'server_error' } })),
      'server_error',
    ],
  ])('and %s keeps its thinking, then says what failed', async (_, script, kind) => {
    site.upstream.respond(script);
    const { thinking, text, last } = await readReply();
    expect({ thinking, text }).toEqual({ thinking: 'half a plan', text: '' });
    expect(last).toMatchObject({ type: 'error', error: { kind } });
  });
});

describe('a reply of thinking alone', () => {
  it.each([
    ['length', 'reply_truncated'],
    ['stop', 'reply_empty'],
  ])('that ended with %s is %s, and its usage is told and logged', async (ending, kind) => {
    for (const script of [
      stream(thought('plan') + finish(ending) + usageEvent(7, 3) + DONE),
      stream(delta('<think>plan') + finish(ending) + usageEvent(7, 3) + DONE),
      document({ content: '', reasoning: 'plan' }, ending),
    ]) {
      site.upstream.respond(script);
      const { thinking, text, last } = await readReply();
      expect({ thinking, text }).toEqual({ thinking: 'plan', text: '' });
      expect(last).toMatchObject({
        type: 'error',
        error: { kind, details: { reason: 'thinking_only' } },
        usage: { inputTokens: 7, outputTokens: 3 },
      });
      expect(site.starlight.requestLines().at(-1)).toMatchObject({
        ...{ status: 200, kind, reason: 'thinking_only' },
        ...{ inputTokens: 7, outputTokens: 3 },
      });
    }
  });
});
