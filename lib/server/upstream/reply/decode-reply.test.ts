import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { DONE, delta, event, finish, reply, roleEvent } from '#tests/support/completion-events.ts';
import { bytesOf, decode, decodeBytes } from '#tests/support/decode-parts.ts';

const encoder = new TextEncoder();

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

  it('ignores data of spaces', async () => {
    expect(await decode(`data:   \n\n${reply('hi')}`)).toMatchObject({ text: 'hi', failure: null });
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
});
