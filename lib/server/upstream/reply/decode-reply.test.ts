import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
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
import { createKeyRemover } from '../secrets/key-remover.ts';
import { createReplyDecoder, type DecodedEvent } from './decode-reply.ts';
import { readCompletionEvents } from './read-completion-events.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const encoder = new TextEncoder();

type Part = string | Uint8Array | Error;

function bytesOf(next: () => Part | undefined, release = () => {}) {
  return {
    release,
    async next() {
      const part = next();
      if (part instanceof Error) throw part;
      return typeof part === 'string' ? encoder.encode(part) : (part ?? null);
    },
  };
}

async function* decodeBytes(bytes: ReturnType<typeof bytesOf>): AsyncGenerator<DecodedEvent, void> {
  const decoder = createReplyDecoder(createKeyRemover(KEY));
  const batches = readCompletionEvents(bytes);
  try {
    let next = await batches.next();
    for (; !next.done; next = await batches.next()) yield* decoder.take(next.value);
    yield* decoder.flush();
    yield decoder.end(next.value);
  } catch (error) {
    yield* decoder.flush();
    throw error;
  } finally {
    await batches.return({ reason: 'stop' });
  }
}

/** Returns what was decoded, and the failure that ended it. */
async function decode(
  ...parts: Part[]
): Promise<{ text: string; events: DecodedEvent[]; failure: StarlightError | null }> {
  const events: DecodedEvent[] = [];
  const textOf = () => events.map((each) => (each.type === 'delta' ? each.text : '')).join('');
  try {
    for await (const each of decodeBytes(bytesOf(() => parts.shift()))) events.push(each);
    return { text: textOf(), events, failure: null };
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { text: textOf(), events, failure: error };
  }
}

const MULTIBYTE = ['Grüße, ', '世界 ', '👩‍🚀🌟', ' "data: x"\n\n', '\u2028ok'];

describe('decoding a streamed completion', () => {
  it('yields the deltas, then one done event with the reason and the usage', async () => {
    const { events } = await decode(reply('Hello', ', you'));
    expect(events).toEqual([
      { type: 'delta', text: 'Hello, you' },
      { type: 'done', reason: 'stop', usage: { inputTokens: 7, outputTokens: 3 } },
    ]);
  });

  it('decodes the same text wherever the bytes are split', async () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const bytes = encoder.encode(reply(...MULTIBYTE).replaceAll('\n', lineBreak));
      for (let at = 0; at <= bytes.length; at++) {
        const { text, failure, events } = await decode(bytes.subarray(0, at), bytes.subarray(at));
        expect(failure).toBeNull();
        expect(text).toBe(MULTIBYTE.join(''));
        expect(events.at(-1)?.type).toBe('done');
      }
    }
  });

  it('decodes a stream that arrives one byte at a time', async () => {
    const bytes = encoder.encode(reply(...MULTIBYTE));
    const { text } = await decode(...[...bytes].map((byte) => Uint8Array.of(byte)));
    expect(text).toBe(MULTIBYTE.join(''));
  });

  it('joins deltas that arrive together and yields the others separately', async () => {
    const { events } = await decode(roleEvent() + delta('a') + delta('b'), delta('c'), finish());
    expect(events.map((each) => (each.type === 'delta' ? each.text : each.type))).toEqual([
      'ab',
      'c',
      'done',
    ]);
  });

  it.each([
    ['a byte order mark', `\ufeff${reply('hi')}`],
    ['comments', `: ping\n\n${reply('hi').replaceAll('\n\n', '\n\n: ping\n\n')}`],
    [
      'event, id and retry fields',
      reply('hi').replaceAll('data:', 'event: x\nid: 1\nretry: 5\ndata:'),
    ],
    ['no space after the colon', reply('hi').replaceAll('data: ', 'data:')],
    ['data in several lines', reply('hi').replace('"choices"', '\ndata: "choices"')],
    ['empty data', `data:\n\n${reply('hi')}`],
    ['mixed line breaks', reply('hi').replace('\n\n', '\r\n\r').replace('\n\n', '\r\n\n')],
  ])('reads a stream with %s', async (_name, text) => {
    expect(await decode(text)).toMatchObject({ text: 'hi', failure: null });
  });

  it('accepts a finish reason without [DONE], and [DONE] without a finish reason', async () => {
    expect(await decode(delta('hi') + finish())).toMatchObject({ text: 'hi', failure: null });
    expect(await decode(delta('hi') + DONE)).toMatchObject({ text: 'hi', failure: null });
  });

  it('ignores what follows [DONE]', async () => {
    const { text, failure } = await decode(`${reply('hi')}${delta('more')}data: {broken\n\n`);
    expect(text).toBe('hi');
    expect(failure).toBeNull();
  });

  it('throws reply_interrupted when the stream ends with neither', async () => {
    const { text, failure } = await decode(roleEvent() + delta('half'));
    expect(text).toBe('half');
    expect(failure?.kind).toBe('reply_interrupted');
  });

  it('drops a last event without its blank line and throws reply_interrupted', async () => {
    const { text, failure } = await decode(delta('half') + finish().trimEnd());
    expect(text).toBe('half');
    expect(failure?.kind).toBe('reply_interrupted');
  });

  it('keeps a finished reply when the connection breaks afterwards', async () => {
    const { text, failure } = await decode(
      delta('whole') + finish(),
      new StarlightError('reply_interrupted'),
    );
    expect(text).toBe('whole');
    expect(failure).toBeNull();
  });

  it('yields everything before a chunk that is not JSON, then throws reply_invalid', async () => {
    const { text, failure } = await decode(`${delta('good')}data: {"choi\n\n${delta('bad')}`);
    expect(text).toBe('good');
    expect(failure?.kind).toBe('reply_invalid');
  });

  it('yields everything before an error event, then throws its failure', async () => {
    const error = { error: { message: 'x', type: 'server_error', param: null, code: null } };
    const { text, failure } = await decode(delta('good') + event(error) + delta('bad'));
    expect(text).toBe('good');
    expect(failure?.kind).toBe('server_error');
  });

  it('reads the error line of older llama.cpp versions wherever it is split', async () => {
    const bytes = encoder.encode(
      `${delta('good')}error: {"code":500,"message":"x","type":"server_error"}\n\n`,
    );
    for (let at = 0; at <= bytes.length; at++) {
      const { failure } = await decode(bytes.subarray(0, at), bytes.subarray(at));
      expect(failure?.kind).toBe('server_error');
    }
  });

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

  it('ignores data of spaces', async () => {
    expect(await decode(`data:   \n\n${reply('hi')}`)).toMatchObject({ text: 'hi', failure: null });
  });

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

  it('replaces bytes that are not valid UTF-8', async () => {
    const [before = '', after = ''] = reply('a#b').split('#');
    const { text } = await decode(before, Uint8Array.of(0xff, 0xc3), after);
    expect(text).toBe('a\ufffd\ufffdb');
  });

  it('throws reply_invalid for an event over 1 MB, in one line or in many', async () => {
    const big = 'x'.repeat(64 * 1024);
    const line = Array.from({ length: 20 }, () => big);
    expect((await decode('data: ', ...line)).failure?.kind).toBe('reply_invalid');
    const lines = line.map((part) => `data: ${part}\n`);
    expect((await decode(...lines)).failure?.kind).toBe('reply_invalid');
    expect((await decode(': ', ...line)).failure?.kind).toBe('reply_invalid');
  });

  it('gives the tool calls of a reply without text before it fails', async () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: `{"key":"${KEY}"}` } };
    const { events, failure } = await decode(
      event({ choices: [{ index: 0, delta: { tool_calls: [call] } }] }) + finish('tool_calls'),
    );
    expect(events).toEqual([
      {
        type: 'tool_call',
        call: { name: 'f', arguments: '{"key":"sk-proj-[key removed]"}' },
      },
    ]);
    expect(failure?.failure).toEqual({ kind: 'reply_empty', details: { reason: 'tool_calls' } });
  });

  it.each(['data:image/png;base64,AAAA', 'https://images.test/1.png'])(
    'does not call a reply empty that is only the image %s',
    async (url) => {
      const delta = { content: '', images: [{ type: 'image_url', image_url: { url } }] };
      const { events, failure } = await decode(
        event({ choices: [{ index: 0, delta }] }) + finish(),
      );
      expect(failure).toBeNull();
      expect(events).toHaveLength(2);
    },
  );

  it('calls a reply empty that is only an image that must not be shown', async () => {
    const delta = { images: [{ image_url: { url: 'http://images.test/1.png' } }] };
    const { failure } = await decode(event({ choices: [{ index: 0, delta }] }) + finish());
    expect(failure?.kind).toBe('reply_empty');
  });

  it.each([
    ['too large', `data:image/png;base64,${'A'.repeat(8_000_000)}`],
    ['of another type', 'data:image/svg+xml;base64,PHN2Zy8+'],
    ['damaged', 'data:image/png;base64,A!'],
  ])('says that the only image of a reply was %s, rather than that it is empty', async (_, url) => {
    const delta = { content: '', images: [{ image_url: { url } }] };
    const { events, failure } = await decode(event({ choices: [{ index: 0, delta }] }) + finish());
    expect(failure).toBeNull();
    expect(events).toEqual([{ type: 'done', reason: 'stop', notices: ['dropped_image'] }]);
  });

  it('takes space alone for no text', async () => {
    const { text, failure } = await decode(delta('\n'), delta('\n') + finish());
    expect(text).toBe('');
    expect(failure?.kind).toBe('reply_empty');
    const { events } = await decode(finishWith('\n\n', 'length'));
    expect(events).toEqual([{ type: 'done', reason: 'length' }]);
  });

  it('gives no place in a text to a source once a picture was taken out of the text', async () => {
    const content = `Warm.\n![a](data:image/png;base64,${'A'.repeat(1000)})`;
    const annotations = [{ url: 'https://a.test/', start_index: 0, end_index: 5 }];
    const { events } = await decode(
      event({ choices: [{ index: 0, delta: { content, annotations } }] }) + finish(),
    );
    expect(events).toContainEqual({ type: 'sources', sources: [{ url: 'https://a.test/' }] });
  });

  it('gives no tool call of a reply that breaks off, and the sources before that', async () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{"a' } };
    const { events, failure } = await decode(
      event({ citations: ['https://a.test/'], choices: [{ delta: { content: 'a' } }] }) +
        event({ choices: [{ index: 0, delta: { tool_calls: [call] } }] }),
    );
    expect(events.map(({ type }) => type)).toEqual(['delta', 'sources']);
    expect(failure?.kind).toBe('reply_interrupted');
  });

  it('reads content in parts and ignores choices after the first', async () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'thinking', thinking: [] },
    ];
    const { text } = await decode(
      event({ choices: [{ index: 1, delta: { content: 'other' } }] }) +
        event({ choices: [{ index: 0, delta: { content: parts } }] }) +
        event({ choices: [], prompt_filter_results: [] }) +
        event({ prompt_filter_results: [] }) +
        finish(),
    );
    expect(text).toBe('a');
  });

  it('reads only on demand', async () => {
    let read = 0;
    const events = decodeBytes(
      bytesOf(() => {
        read += 1;
        return delta('x');
      }),
    );
    expect(read).toBe(0);
    await events.next();
    expect(read).toBe(1);
    await events.next();
    expect(read).toBe(2);
    await events.return();
    expect(read).toBe(2);
  });

  it('releases its source when the reader stops early', async () => {
    let ended = false;
    const release = () => {
      ended = true;
    };
    const events = decodeBytes(bytesOf(() => delta('x'), release));
    await events.next();
    await events.return();
    expect(ended).toBe(true);
  });

  const thought = (text: string) =>
    event({ choices: [{ index: 0, delta: { reasoning_content: text }, finish_reason: null }] });

  it('yields thinking apart from the text, and before it if they arrive together', async () => {
    const { events } = await decode(
      roleEvent() + thought('\n') + thought('a'),
      thought(' b') + delta('c') + finish() + DONE,
    );
    expect(events).toEqual([
      { type: 'thinking', text: 'a' },
      { type: 'thinking', text: ' b' },
      { type: 'delta', text: 'c' },
      { type: 'done', reason: 'stop' },
    ]);
  });

  it('removes the key from thinking and text, each on its own, wherever it is split', async () => {
    for (let at = 0; at <= KEY.length; at++) {
      const [before, after] = [KEY.slice(0, at), KEY.slice(at)];
      const { events } = await decode(
        ...[thought(`x${before}`), delta(`y${before}`), thought(`${after}z`), delta(after)],
        finish(),
      );
      const textOf = (type: string) =>
        events.map((each) => (each.type === type && 'text' in each ? each.text : '')).join('');
      expect(textOf('thinking')).toMatch(/^xsk-proj-[A-Z]{0,3}\[key removed\]z$/);
      expect(textOf('delta')).toMatch(/^ysk-proj-[A-Z]{0,3}\[key removed\]$/);
    }
  });

  it.each([
    ['length', 'reply_truncated', 'thinking_only'],
    ['stop', 'reply_empty', 'thinking_only'],
    ['tool_calls', 'reply_empty', 'tool_calls'],
  ])('tells a reply of thinking alone that ended with %s as %s', async (ending, kind, reason) => {
    for (const thinking of [
      thought('plan'),
      delta('<think>plan'),
      delta('<think>plan</think>\n'),
    ]) {
      const { failure, events } = await decode(
        thinking + finish(ending) + usageEvent(5, 100) + DONE,
      );
      expect(events).toEqual([{ type: 'thinking', text: 'plan' }]);
      expect(failure?.failure).toEqual({ kind, details: { reason } });
      expect(failure?.usage).toEqual({ inputTokens: 5, outputTokens: 100 });
    }
  });

  it('tells a reply of secret thinking alone by its count', async () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 100,
      completion_tokens_details: { reasoning_tokens: 100 },
    };
    const { failure } = await decode(finish('stop') + event({ choices: [], usage }) + DONE);
    expect(failure?.failure).toEqual({ kind: 'reply_empty', details: { reason: 'thinking_only' } });
  });

  it('keeps the thinking of a reply that breaks off', async () => {
    for (const begun of [thought('plan </th'), delta('<think>plan </th')]) {
      const { failure, events } = await decode(begun);
      expect(events.map((each) => 'text' in each && each.text).join('')).toBe('plan </th');
      expect(events.every(({ type }) => type === 'thinking')).toBe(true);
      expect(failure?.kind).toBe('reply_interrupted');
    }
  });
});
