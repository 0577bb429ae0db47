import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectReply } from '#tests/support/collect-reply.ts';
import { completion, DONE, delta, event, finish, reply } from '#tests/support/completion-events.ts';
import { prepareUpstream, RELAXED, REQUEST } from '#tests/support/prepare-upstream.ts';
import { answer, type Exchange, type Script, stream } from '#tests/support/scriptable-upstream.ts';

const prepared = prepareUpstream();

describe('a stream', () => {
  it('yields the same text wherever a write is split', async () => {
    const texts = ['Grüße ', '世界', '👩‍🚀'];
    const bytes = Buffer.from(reply(...texts));
    const shared = prepared.connect();
    for (let at = 1; at < bytes.length; at += 1) {
      prepared.server.respond(stream(bytes.subarray(0, at), bytes.subarray(at)));
      const call = { signal: new AbortController().signal, clientRequestId: 'sl_test' };
      const { text, failure } = await collectReply(shared.stream(REQUEST, call));
      expect(failure).toBeNull();
      expect(text).toBe(texts.join(''));
    }
    expect(prepared.server.openSockets()).toBeLessThanOrEqual(2);
  });

  it('keeps its connection for the next request', async () => {
    prepared.server.respond(stream(reply('hi')));
    const before = prepared.server.openSockets();
    for (let turn = 0; turn < 5; turn++) await prepared.ask();
    expect(prepared.server.openSockets()).toBeLessThanOrEqual(Math.max(1, before));
  });

  it('skips early hints', async () => {
    prepared.server.respond(async ({ raw }) => {
      const body = reply('hi');
      await raw('HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n');
      await raw(
        `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    expect(await prepared.ask()).toMatchObject({ text: 'hi', failure: null });
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('is decoded when it arrives compressed with %s', async (encoding, compress) => {
    prepared.server.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding });
      await write(compress(reply('hi')));
      end();
    });
    expect(await prepared.ask()).toMatchObject({ text: 'hi', failure: null });
  });

  it('is invalid when it is not compressed as declared', async () => {
    prepared.server.respond(answer(200, reply('hi'), { 'content-encoding': 'gzip' }));
    expect((await prepared.ask()).failure?.kind).toBe('reply_invalid');
  });
});

describe('a reply that breaks', () => {
  it('keeps what arrived before a reset', async () => {
    prepared.server.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_abc' });
      await write(delta('half'));
      reset();
    });
    const { text, failure } = await prepared.ask();
    expect(text).toBe('half');
    expect(failure?.failure).toEqual({ kind: 'reply_interrupted', upstreamRequestId: 'req_abc' });
  });

  it('keeps what arrived before a FIN in the middle of a chunk', async () => {
    prepared.server.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      cut();
    });
    expect(await prepared.ask()).toMatchObject({
      text: 'half',
      failure: { kind: 'reply_interrupted' },
    });
  });

  it('is stalled when bytes stop arriving, and its request is closed', async () => {
    prepared.server.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
    });
    const { text, failure } = await prepared.ask({ deadlines: { ...RELAXED, idleMs: 60 } });
    expect(text).toBe('half');
    expect(failure?.kind).toBe('reply_stalled');
    await prepared.server.requests[0]?.closed;
  });

  it('is not stalled while comments arrive', async () => {
    prepared.server.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('a'));
      for (let beat = 0; beat < 12; beat++) {
        await write(': ping\n\n');
        await pause(20);
      }
      await write(delta('b') + finish() + DONE);
      end();
    });
    const { text, failure } = await prepared.ask({ deadlines: { ...RELAXED, idleMs: 120 } });
    expect(failure).toBeNull();
    expect(text).toBe('ab');
  });

  it.each<[string, Script]>([
    ['before the headers', () => undefined],
    ['after the headers', ({ head }) => head(200)],
    [
      'between comments',
      async ({ head, write }) => {
        await head(200);
        await write(': processing\n\n');
      },
    ],
  ])('times out when no event arrives (%s)', async (_where, script) => {
    prepared.server.respond(script);
    const { failure } = await prepared.ask({ deadlines: { ...RELAXED, ttfbMs: 60 } });
    expect(failure?.kind).toBe('upstream_timeout');
    await prepared.server.requests[0]?.closed;
  });

  it('times out at the total deadline, however steadily it arrives', async () => {
    prepared.server.respond(async ({ head, write, closed }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      let open = true;
      void closed.then(() => {
        open = false;
      });
      while (open) {
        await write(delta('x'));
        await pause(10);
      }
    });
    const { failure, text } = await prepared.ask({ deadlines: { ...RELAXED, totalMs: 120 } });
    expect(failure?.kind).toBe('reply_timeout');
    expect(text).toMatch(/^x+$/);
  });

  it('does not wait for an endless error body', async () => {
    prepared.server.respond(async ({ head, write, closed }) => {
      await head(500, { 'content-type': 'text/html' });
      let open = true;
      void closed.then(() => {
        open = false;
      });
      const block = Buffer.alloc(256 * 1024, 0x78);
      while (open) await write(block);
    });
    const before = process.memoryUsage.rss();
    const { failure } = await prepared.ask();
    expect(failure?.kind).toBe('server_error');
    expect(process.memoryUsage.rss() - before).toBeLessThan(20 * 1024 * 1024);
    await prepared.server.requests[0]?.closed;
  });
});

describe('a 200 that is not a stream', () => {
  it.each([
    ['a page', answer(200, '<!doctype html><title>Sign in</title>'), 'not_an_api'],
    ['an error body', answer(200, { error: { code: 502, message: 'Provider' } }), 'bad_gateway'],
    ['other JSON', answer(200, { hello: 'world' }), 'not_an_api'],
    ['plain text', answer(200, 'hello', { 'content-type': 'text/plain' }), 'not_an_api'],
    ['nothing', answer(200, ''), 'reply_empty'],
    ['no content', answer(204, ''), 'reply_empty'],
    [
      'truncated JSON',
      answer(200, '{"choices": [', { 'content-type': 'application/json' }),
      'reply_invalid',
    ],
    ['an empty completion', answer(200, completion('')), 'reply_empty'],
  ])('is classified: %s', async (_name, script, kind) => {
    prepared.server.respond(script);
    expect((await prepared.ask()).failure?.kind).toBe(kind);
  });

  it('is a reply when it is a completion', async () => {
    prepared.server.respond(answer(200, completion('complete')));
    expect(await prepared.ask()).toMatchObject({
      text: 'complete',
      done: { reason: 'stop', usage: { inputTokens: 7, outputTokens: 3 } },
    });
  });

  it('is a stream even if it declares another type', async () => {
    prepared.server.respond(answer(200, reply('hi'), { 'content-type': 'text/plain' }));
    expect(await prepared.ask()).toMatchObject({ text: 'hi', failure: null });
  });
});

describe('a reader', () => {
  it('that never reads does not make the upstream send everything', async () => {
    const block = delta('x'.repeat(16_000));
    // 64 MB in total: more than every buffer between the two ends holds.
    const blocks = 4000;
    let sent = 0;
    const stuck = Promise.withResolvers<void>();
    prepared.server.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      while (sent < blocks && exchange.unsentBytes() < 4 * 1024 * 1024) {
        void exchange.write(block);
        sent += 1;
        await new Promise(setImmediate);
      }
      stuck.resolve();
    });
    const controller = new AbortController();
    const events = prepared.connect().stream(REQUEST, {
      signal: controller.signal,
      clientRequestId: 'sl_test',
    });
    await events.next();
    await events.next();
    await stuck.promise;
    expect(sent).toBeLessThan(blocks);
    controller.abort();
    await prepared.server.requests[0]?.closed;
  });

  it('that aborts closes the connection before the headers, before the first token and after it', async () => {
    const head = ({ head }: Exchange) => head(200, { 'content-type': 'text/event-stream' });
    const scripts: Script[] = [
      () => undefined,
      head,
      async (exchange) => {
        await head(exchange);
        await exchange.write(delta('a'));
      },
    ];
    for (const script of scripts) {
      const controller = new AbortController();
      const arrived = prepared.server.nextRequest();
      prepared.server.respond(script);
      const reply = prepared.ask({}, {}, controller.signal).catch((error: unknown) => error);
      const exchange = await arrived;
      const reason = new Error('gone');
      controller.abort(reason);
      await exchange.closed;
      expect(await reply).toBe(reason);
    }
  });

  it('that has aborted before asking sends nothing', async () => {
    const reason = new Error('gone');
    await expect(prepared.ask({}, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(prepared.server.requests).toHaveLength(0);
  });
});

describe('an image that is too large to read', () => {
  const image = event({
    choices: [{ index: 0, delta: { images: [`data:image/png;base64,${'A'.repeat(12_000_000)}`] } }],
  });

  it('is left out of the reply, which says so, and keeps its text', async () => {
    prepared.server.respond(stream(`${delta('Before')}${image}${reply(' and after.')}`));
    const { text, done, failure, extras } = await prepared.ask();
    expect({ text, failure, extras }).toEqual({
      text: 'Before and after.',
      failure: null,
      extras: [],
    });
    expect(done).toMatchObject({ reason: 'stop', notices: ['dropped_image'] });
  });

  it('is told as too large where nothing of the reply can be read without it', async () => {
    const message = { content: 'x', images: [`data:image/png;base64,${'A'.repeat(9_000_000)}`] };
    prepared.server.respond(
      answer(200, { choices: [{ index: 0, message, finish_reason: 'stop' }] }),
    );
    expect((await prepared.ask()).failure?.failure).toMatchObject({
      kind: 'reply_invalid',
      details: { reason: 'too_large' },
    });
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
