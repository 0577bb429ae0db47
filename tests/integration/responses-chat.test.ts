import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { registry } from '#lib/server/registry.ts';
import { KEY, prepareSite } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  CREATED,
  ended,
  message,
  responseEvents,
  textDelta,
} from '#tests/support/response-events.ts';
import { messageItem, responseOf } from '#tests/support/response-replies.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

const MESSAGES = [
  { role: 'user', content: 'a question' },
  { role: 'assistant', content: 'an answer' },
  { role: 'user', content: 'another' },
];
const ROLES = MESSAGES.map(({ role }) => role);
const USAGE = {
  input_tokens: 70,
  input_tokens_details: { cached_tokens: 40 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 20 },
  total_tokens: 100,
};
const HALF = [CREATED, textDelta('half')];
const WHOLE = [...HALF, textDelta(' of it')];
const OUTPUT = [message('half of it')];
const REFUSED_PART = { type: 'refusal', refusal: "I can't help with that." };

const site = prepareSite({
  handlers: { '/api/chat': chat },
  env: {
    STARLIGHT_API: 'responses',
    STARLIGHT_DAILY_TOKENS: '1000000',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
  },
});

/** Asks with the upstream answering so; the last event is the reply's end. */
async function ask(script: Script, more: object = {}) {
  site.upstream.respond(script);
  const response = await chat(pageRequest('/api/chat', { messages: MESSAGES, ...more }));
  const read = await readChatResponse(response);
  return { ...read, status: response.status, end: read.events.at(-1) };
}

/** Asks, and reads the error of an answer that has not begun to stream. */
async function askInVain(script: Script) {
  site.upstream.respond(script);
  const response = await chat(pageRequest('/api/chat', { messages: MESSAGES }));
  return { status: response.status, error: (await response.json()).error };
}

const events = (...written: Record<string, unknown>[]) => stream(responseEvents(...written));

describe('a request', () => {
  it('is stateless: all of it is sent, nothing is to be stored', async () => {
    await ask(events(...WHOLE, ended({ output: OUTPUT })));
    const [request] = site.upstream.requests;
    expect(request?.path).toBe('/v1/responses');
    const body = JSON.parse(request?.body ?? '');
    expect(body).toMatchObject({ model: 'gpt-test', stream: true, store: false });
    expect(body.input.map(({ role }: { role: string }) => role)).toEqual(ROLES);
    for (const { content } of MESSAGES) expect(JSON.stringify(body.input)).toContain(content);
    for (const name of ['previous_response_id', 'conversation', 'background', 'messages']) {
      expect(body).not.toHaveProperty(name);
    }
  });

  it('stays stateless when it is repaired and retried', async () => {
    const param = 'temperature';
    const refused = answer(400, {
      error: {
        code: 'unsupported_parameter',
        param,
        message: "Unsupported parameter: 'temperature'.",
      },
    });
    const answers = [answer(503, {}), refused, events(...WHOLE, ended({ output: OUTPUT }))];
    const { text } = await ask(
      (exchange) => answers[site.upstream.requests.length - 1]?.(exchange),
      {
        temperature: 1,
      },
    );
    expect(text).toBe('half of it');
    expect(site.upstream.requests).toHaveLength(3);
    for (const { body } of site.upstream.requests) {
      expect(JSON.parse(body)).toMatchObject({ store: false });
      expect(body).not.toContain('previous_response_id');
    }
  });
});

describe('a reply', () => {
  const limit = { incomplete_details: { reason: 'max_output_tokens' } };
  const filter = { incomplete_details: { reason: 'content_filter' } };
  const newReason = { incomplete_details: { reason: 'a new reason' } };
  it.each([
    ['completed', {}, 'completed', 'stop'],
    ['max_output_tokens', limit, 'incomplete', 'length'],
    ['content_filter', filter, 'incomplete', 'content_filter'],
    ['a new reason', newReason, 'incomplete', 'unknown'],
  ])('ends as told by %s, streamed or not', async (_, fields, status, reason) => {
    const whole = { output: OUTPUT, usage: USAGE, ...fields };
    for (const script of [
      events(...WHOLE, ended(whole, status)),
      answer(200, responseOf([messageItem('half of it')], { ...whole, status })),
    ]) {
      const { text, end } = await ask(script);
      expect(text).toBe('half of it');
      expect(end).toMatchObject({
        type: 'done',
        reason,
        usage: { inputTokens: 70, outputTokens: 30, cachedTokens: 40, reasoningTokens: 20 },
      });
      const line = site.starlight.requestLines().at(-1);
      expect(line).toMatchObject({ status: 200, finishReason: reason });
      expect(line).not.toHaveProperty('kind');
    }
    expect(site.upstream.requests).toHaveLength(2);
  });

  it('is a refusal if the model refused, in deltas or in a document', async () => {
    const item = { ...message(''), content: [REFUSED_PART] };
    const delta = {
      type: 'response.refusal.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
    };
    for (const script of [
      events(
        CREATED,
        { ...delta, delta: "I can't help" },
        { ...delta, delta: ' with that.' },
        ended({ output: [item] }),
      ),
      answer(200, responseOf([item])),
    ]) {
      const { text, end } = await ask(script);
      expect(text).toBe("I can't help with that.");
      expect(end).toMatchObject({ type: 'done', reason: 'refusal' });
    }
  });
});

const FAILURES = [
  ['rate_limit_exceeded', 'Rate limit reached for gpt-test', 'rate_limited'],
  ['insufficient_quota', 'You exceeded your current quota', 'quota_exhausted'],
  ['server_error', 'The server had an error processing your request', 'server_error'],
  ['server_is_overloaded', 'Our servers are currently overloaded', 'overloaded'],
  ['context_length_exceeded', 'Your input exceeds the context window', 'context_too_long'],
  ['model_not_found', 'The model does not exist', 'model_not_found'],
  ['invalid_prompt', 'Invalid prompt: flagged as violating our usage policy', 'content_flagged'],
] as const;

describe.each(FAILURES)('a response that fails with %s', (code, said, kind) => {
  const error = { code, message: `${said} (${KEY})` };

  it('is typed in the stream, keeps what arrived, and is not sent again', async () => {
    for (const last of [
      ended({ error }, 'failed'),
      { type: 'error', ...error, param: null, sequence_number: 4 },
      { type: 'error', error },
    ]) {
      site.upstream.requests.length = 0;
      const { text, end, raw } = await ask(events(...HALF, last));
      expect(text).toBe('half');
      expect(end).toMatchObject({ type: 'error', error: { kind } });
      expect(site.upstream.requests).toHaveLength(1);
      expect(raw).not.toContain(said);
      expect(raw + site.starlight.rawLog.join('')).not.toContain(KEY.slice(8, 20));
    }
  });

  it('has an HTTP status if it fails before any text, and is not sent again', async () => {
    for (const script of [
      events(CREATED, ended({ error }, 'failed')),
      answer(200, responseOf([], { status: 'failed', error })),
    ]) {
      site.upstream.requests.length = 0;
      const { status, error: told } = await askInVain(script);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(told).toMatchObject({ kind });
      expect(site.upstream.requests).toHaveLength(1);
    }
  });
});

describe('a stream', () => {
  it.each([
    ['is cut off', HALF, 'reply_interrupted'],
    ['was canceled', [...HALF, ended({}, 'cancelled')], 'reply_interrupted'],
    ['failed without a reason', [...HALF, ended({ error: null }, 'failed')], 'server_error'],
  ])('that %s keeps what arrived', async (_, written, kind) => {
    const { text, end } = await ask(events(...written));
    expect(text).toBe('half');
    expect(end).toMatchObject({ type: 'error', error: { kind } });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it('is not ended by [DONE], and needs none', async () => {
    const { end } = await ask(stream(`${responseEvents(...HALF)}data: [DONE]\n\n`));
    expect(end).toMatchObject({ type: 'error', error: { kind: 'reply_interrupted' } });
    const whole = await ask(events(...WHOLE, ended({ output: OUTPUT })));
    expect(whole.end).toMatchObject({ type: 'done', reason: 'stop' });
  });

  it('that resets its connection keeps what arrived, and is not sent again', async () => {
    const { text, end } = await ask(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(responseEvents(...HALF));
      exchange.reset();
    });
    expect(text).toBe('half');
    expect(end).toMatchObject({ type: 'error', error: { kind: 'reply_interrupted' } });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it('is closed at the upstream when the visitor stops it', async () => {
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(responseEvents(...HALF));
    });
    const controller = new AbortController();
    const turn = { messages: MESSAGES, turnId: crypto.randomUUID() };
    const response = await site.post('/api/chat', turn, controller.signal);
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let received = '';
    while (!received.includes('half')) {
      received += decoder.decode((await reader?.read())?.value, { stream: true });
    }
    expect(site.upstream.inFlight()).toBe(1);
    controller.abort();
    await vi.waitFor(() => {
      expect(site.upstream.inFlight()).toBe(0);
      expect(registry().openReplies.size).toBe(0);
      expect(registry().turnsInFlight.size).toBe(0);
    });
    // What the upstream wrote and was sent is charged, not the reservation alone.
    expect(spentToday('visitors').tokens).toBeGreaterThan(0);
  });
});

describe('the key', () => {
  it('is removed from text, thinking, sources and calls, wherever the text is split', async () => {
    const text = `It is ${KEY}.`;
    const place = { item_id: 'rs_1', output_index: 0, summary_index: 0 };
    for (let at = 1; at < text.length; at += 5) {
      const pieces = [text.slice(0, at), text.slice(at)];
      const { raw } = await ask(
        events(
          CREATED,
          ...pieces.map((delta) => ({
            type: 'response.reasoning_summary_text.delta',
            ...place,
            delta,
          })),
          ...pieces.map((delta) => textDelta(delta, { output_index: 1 })),
          ended({
            output: [
              { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text }] },
              message(text),
              {
                id: 'fc_1',
                type: 'function_call',
                name: 'f',
                call_id: 'c',
                arguments: `{"a":"${KEY}"}`,
              },
            ],
          }),
        ),
      );
      expect(raw).toContain('[key removed]');
      expect(raw).not.toContain(KEY.slice(12));
      expect(raw).not.toContain(KEY.slice(8, 20));
    }
  });
});

describe('the budget', () => {
  it('is charged with the count of a response, with what was cached and thought', async () => {
    await ask(events(...WHOLE, ended({ output: OUTPUT, usage: USAGE })));
    expect(spentToday('visitors').tokens).toBe(100);
    expect(site.starlight.requestLines().at(-1)).toMatchObject({
      inputTokens: 70,
      outputTokens: 30,
      cachedTokens: 40,
      reasoningTokens: 20,
    });
  });

  it.each([
    ['incomplete', { incomplete_details: { reason: 'max_output_tokens' }, usage: USAGE }],
    ['failed', { error: { code: 'server_error', message: 'no' }, usage: USAGE }],
  ])('is charged with the count of a response that is %s', async (status, fields) => {
    await ask(events(...HALF, ended(fields, status)));
    expect(spentToday('visitors').tokens).toBe(100);
  });

  it('keeps the worst case for a response that says no count and broke off', async () => {
    await ask(events(...HALF));
    expect(spentToday('visitors').tokens).toBeGreaterThan(100);
  });

  it('is not charged for a response that was refused', async () => {
    await askInVain(
      answer(429, { error: { code: 'rate_limit_exceeded', message: 'Rate limit reached' } }),
    );
    expect(spentToday('visitors').tokens).toBe(0);
  });
});

describe('a response without text', () => {
  const place = { item_id: 'rs_1', output_index: 0, summary_index: 0 };
  const thought = { type: 'response.reasoning_summary_text.delta', ...place, delta: 'Hm.' };
  const limit = { output: [], incomplete_details: { reason: 'max_output_tokens' }, usage: USAGE };
  const thinkingOnly = { reason: 'thinking_only' };

  it('is a failure that says what happened, and is charged at its count', async () => {
    const cut = await ask(events(CREATED, thought, ended(limit, 'incomplete')));
    expect(cut.end).toMatchObject({
      type: 'error',
      error: { kind: 'reply_truncated', details: thinkingOnly },
    });
    const whole = await ask(events(CREATED, thought, ended({ output: [], usage: USAGE })));
    expect(whole.end).toMatchObject({
      type: 'error',
      error: { kind: 'reply_empty', details: thinkingOnly },
    });
    expect(spentToday('visitors').tokens).toBe(200);
    const { status, error } = await askInVain(events(CREATED, ended({ output: [] })));
    expect([status, error.kind]).toEqual([502, 'reply_empty']);
    expect(site.upstream.requests).toHaveLength(3);
  });

  it('that thought in secret up to its limit ends with the count that tells it', async () => {
    const { end } = await ask(events(CREATED, ended(limit, 'incomplete')));
    expect(end).toMatchObject({ type: 'done', reason: 'length', usage: { reasoningTokens: 20 } });
  });

  it('that was filtered at once is no failure of the upstream', async () => {
    const filtered = { output: [], incomplete_details: { reason: 'content_filter' } };
    const { end } = await ask(events(CREATED, ended(filtered, 'incomplete')));
    expect(end).toMatchObject({ type: 'done', reason: 'content_filter' });
  });
});
