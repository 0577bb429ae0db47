import { describe, expect, it } from 'vitest';
import {
  DONE,
  delta,
  event,
  finish,
  finishWith,
  refusalDelta,
  reply,
  roleEvent,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { decode } from '#tests/support/decode-parts.ts';

describe('the end of a streamed completion', () => {
  it('yields a refusal as text and ends with the reason refusal', async () => {
    const { events } = await decode(roleEvent() + refusalDelta("I can't") + finish() + DONE);
    expect(events).toEqual([
      { type: 'delta', text: "I can't" },
      { type: 'done', reason: 'refusal' },
    ]);
  });

  it.each([
    ['length', 'length'],
    ['content_filter', 'content_filter'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['end_turn', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['refusal', 'refusal'],
    ['something_new', 'unknown'],
  ])('ends a reply that finished for %s with %s', async (finishReason, reason) => {
    const { events } = await decode(delta('hi') + finish(finishReason) + DONE);
    expect(events.at(-1)).toMatchObject({ type: 'done', reason });
  });

  it.each([
    ['network_error', 'reply_interrupted'],
    ['abort', 'reply_interrupted'],
    ['insufficient_system_resource', 'overloaded'],
    ['time_limit', 'reply_timeout'],
    ['ERROR', 'server_error'],
    ['error', 'server_error'],
  ])('keeps the text of a reply that broke off for %s, then throws %s', async (reason, kind) => {
    for (const rest of [DONE, usageEvent(7, 3) + DONE, usageEvent(7, 3), '']) {
      const { text, failure } = await decode(delta('half') + finishWith(' of it', reason) + rest);
      expect(text).toBe('half of it');
      expect(failure?.kind).toBe(kind);
    }
  });

  it('does not let a normal end hide an earlier one, nor an unknown reason a later one', async () => {
    const endOf = async (...reasons: string[]) => {
      const { events, failure } = await decode(
        delta('hi') + reasons.map((reason) => finish(reason)).join('') + DONE,
      );
      return failure?.kind ?? events.at(-1);
    };
    expect(await endOf('length', 'stop')).toMatchObject({ reason: 'length' });
    expect(await endOf('SAFETY', 'something_new')).toMatchObject({ reason: 'content_filter' });
    expect(await endOf('network_error', 'stop')).toBe('reply_interrupted');
    expect(await endOf('stop', 'stop', 'length')).toMatchObject({ reason: 'length' });
    expect(await endOf('something_new', 'stop')).toMatchObject({ reason: 'stop' });
    expect(await endOf('stop', 'something_new')).toMatchObject({ reason: 'unknown' });
  });

  it.each([
    'data: [DONE] \n\n',
    'data:  [DONE]\n\n',
    'data:[DONE]\n\n',
    'data: [DONE]\t\r\n\r\n',
    'data: [done]\n\n',
    'data: "[DONE]"\n\n',
    "data: '[Done]' \n\n",
    'event: done\ndata: [DONE]\n\n',
  ])('ends a reply at %j', async (done) => {
    const { text, events, failure } = await decode(`${delta('hi')}${done}data: {broken\n\n`);
    expect(failure).toBeNull();
    expect(text).toBe('hi');
    expect(events.at(-1)).toEqual({ type: 'done', reason: 'stop' });
  });

  it.each(['[DONE]x', 'DONE', '[DONE', '[DONE]\n[DONE]'])(
    'does not take %j for the end',
    async (data) => {
      const lines = data.split('\n').map((line) => `data: ${line}\n`);
      const { failure } = await decode(`${delta('hi')}${lines.join('')}\n${DONE}`);
      expect(failure?.kind).toBe('reply_invalid');
    },
  );

  const counted = { prompt_tokens: 7, completion_tokens: 3 };
  const running = { prompt_tokens: 7, completion_tokens: 1 };
  const hi = { choices: [{ index: 0, delta: { content: 'hi' }, finish_reason: null }] };
  const stop = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  it.each<[string, object[]]>([
    ['without choices', [hi, stop, { usage: counted }]],
    ['with null choices', [hi, stop, { choices: null, usage: counted }]],
    ['with empty choices', [hi, stop, { choices: [], usage: counted }]],
    ['before the end', [hi, { usage: counted }, stop]],
    ['with the finish reason', [hi, { ...stop, usage: counted }]],
    ['of Groq', [hi, { ...stop, x_groq: { id: 'req_1', usage: counted } }]],
    ['of Groq without choices', [hi, stop, { x_groq: { usage: counted } }]],
    ['in each chunk', [{ ...hi, usage: running }, { ...stop, usage: counted }, { usage: counted }]],
    ['beside null', [{ ...hi, usage: null }, { ...stop, usage: counted }, { usage: null }]],
  ])('counts a usage %s', async (_name, chunks) => {
    const { text, events } = await decode(chunks.map(event).join('') + DONE);
    expect(text).toBe('hi');
    expect(events.at(-1)).toEqual({
      type: 'done',
      reason: 'stop',
      usage: { inputTokens: 7, outputTokens: 3 },
    });
  });

  it("takes the error of Azure's content filter results for none", async () => {
    const error = { code: 'content_filter_error', message: 'The contents are not filtered' };
    const choice = { index: 0, finish_reason: null, delta: { role: 'assistant' } };
    const chunk = { choices: [{ ...choice, content_filter_result: { error } }] };
    expect(await decode(event(chunk) + reply('fine'))).toMatchObject({
      text: 'fine',
      failure: null,
    });
  });

  it('throws reply_empty for a reply without text', async () => {
    expect((await decode(roleEvent() + finish() + DONE)).failure?.kind).toBe('reply_empty');
    expect((await decode(DONE)).failure?.kind).toBe('reply_empty');
    const { failure } = await decode(roleEvent() + finish('tool_calls') + DONE);
    expect(failure?.failure).toEqual({ kind: 'reply_empty', details: { reason: 'tool_calls' } });
  });

  it.each(['SAFETY', 'something_new'])(
    'does not call a reply without text empty if %s explains it',
    async (reason) => {
      const { events } = await decode(roleEvent() + finish(reason) + DONE);
      expect(events.map(({ type }) => type)).toEqual(['done']);
    },
  );

  it('ends with length when reasoning used up the limit', async () => {
    const { events } = await decode(roleEvent() + finish('length') + usageEvent(5, 100) + DONE);
    expect(events).toEqual([
      { type: 'done', reason: 'length', usage: { inputTokens: 5, outputTokens: 100 } },
    ]);
  });
});
