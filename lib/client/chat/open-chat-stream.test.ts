import { describe, expect, it } from 'vitest';
import { type ChatEvent, encodeChatEvent } from '#lib/core/chat/chat-events.ts';
import { openChatStream } from './open-chat-stream.ts';

const events: ChatEvent[] = [
  { type: 'start', requestId: 'req1', model: 'm' },
  { type: 'delta', text: 'Grüße 👋🏽 ' },
  { type: 'delta', text: '日本語' },
  { type: 'done', reason: 'stop' },
];
const bytes = new TextEncoder().encode(events.map(encodeChatEvent).join(': heartbeat\n\n'));
const streamHeaders = { 'content-type': 'text/event-stream', 'x-request-id': 'req1' };

const unwatched = () => ({ noteBytes: () => {}, stop: () => {} });

async function collect(
  answer: () => Response | Promise<Response>,
  { online = true, signal = new AbortController().signal } = {},
): Promise<ChatEvent[]> {
  const stream = openChatStream(question, {
    signal,
    fetch: async () => answer(),
    isOnline: () => online,
    watch: unwatched,
  });
  return await Array.fromAsync(stream);
}

function streamOf(...chunks: Uint8Array[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(body, { headers: streamHeaders });
}

function kindOf(event: ChatEvent | undefined) {
  return event?.type === 'error' ? event.error.kind : null;
}

describe('openChatStream', () => {
  it('reads the same events when the stream is cut at any byte', async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      const read = await collect(() => streamOf(bytes.subarray(0, at), bytes.subarray(at)));
      expect(read, `cut at byte ${at}`).toEqual(events);
    }
  });

  it('reports a stream that ends early as interrupted, at every byte', async () => {
    const end = encodeChatEvent({ type: 'done', reason: 'stop' }).length;
    for (let at = 0; at <= bytes.length - end; at += 1) {
      const read = await collect(() => streamOf(bytes.subarray(0, at)));
      expect(kindOf(read.at(-1)), `cut at byte ${at}`).toBe('reply_interrupted');
    }
  });

  it('reports a connection that breaks midway as interrupted', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.subarray(0, 120)),
      pull: (controller) => controller.error(new TypeError('network error')),
    });
    const read = await collect(() => new Response(broken, { headers: streamHeaders }));
    expect(kindOf(read.at(-1))).toBe('reply_interrupted');
  });

  it('ignores unknown event types and stops at invalid data', async () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    const newer = encode(`data: {"type":"later"}\n\n`);
    expect(await collect(() => streamOf(newer, bytes))).toEqual(events);
    const garbage = await collect(() => streamOf(encode('data: <html>\n\n'), bytes));
    expect(garbage.map(kindOf)).toEqual(['reply_invalid']);
  });

  it("passes on Starlight's own errors", async () => {
    const error = { kind: 'rate_limited', status: 429, requestId: 'req1', retryAfterMs: 8000 };
    const read = await collect(() => Response.json({ error }, { status: 429 }));
    expect(read).toEqual([{ type: 'error', error }]);
  });

  it.each([
    [504, 'platform_timeout'],
    [502, 'starlight_unreachable'],
    [413, 'body_too_large'],
    [418, 'unknown'],
    [200, 'unknown'],
  ])('classifies a foreign %i page by its status, never by its text', async (status, kind) => {
    const page = () =>
      new Response('<h1>sk-canary</h1>', { status, headers: { 'content-type': 'text/html' } });
    const read = await collect(page);
    expect(kindOf(read[0])).toBe(kind);
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  it('distinguishes being offline from a server that does not answer', async () => {
    const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(kindOf((await collect(refuse, { online: false }))[0])).toBe('offline');
    expect(kindOf((await collect(refuse))[0])).toBe('starlight_unreachable');
  });

  it("throws only the visitor's abort", async () => {
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    await expect(collect(() => Promise.reject(signal.reason), { signal })).rejects.toBe(
      signal.reason,
    );
  });

  it('reports all received bytes to the watch, including comments, and stops it at the end', async () => {
    let chunks = 0;
    let stopped = 0;
    const comments = [': still thinking', '\n\n', ': still thinking\n\n'].map(toBytes);
    const stream = openChatStream(question, {
      signal: new AbortController().signal,
      fetch: async () => streamOf(...comments, bytes),
      watch: () => ({ noteBytes: () => (chunks += 1), stop: () => (stopped += 1) }),
    });
    expect(await Array.fromAsync(stream)).toEqual(events);
    expect(chunks).toBe(4);
    expect(stopped).toBe(1);
  });

  it('leaves out a repetition of the text it continues', async () => {
    const stream = openChatStream(question, {
      signal: new AbortController().signal,
      continues: 'Grüße 👋🏽 ',
      fetch: async () => streamOf(bytes),
      watch: unwatched,
    });
    expect((await Array.fromAsync(stream)).filter(({ type }) => type === 'delta')).toEqual([
      { type: 'delta', text: '日本語' },
    ]);
  });

  it('reports a dead connection as interrupted and aborts the request', async () => {
    const { read, die, signalOf } = await frozenAfter(bytes.subarray(0, 120));
    die();
    expect(kindOf((await read).at(-1))).toBe('reply_interrupted');
    expect(signalOf()?.aborted).toBe(true);
  });

  it("forwards the visitor's abort to the request at once", async () => {
    for (const sentBytes of [null, bytes.subarray(0, 120)]) {
      const { read, visitor, signalOf } = await frozenAfter(sentBytes);
      const ended = expect(read).rejects.toThrow('stopped');
      visitor.abort(new Error('stopped'));
      expect(signalOf()?.aborted).toBe(true);
      await ended;
    }
  });

  it('reports the site as unreachable when the connection dies before an answer', async () => {
    for (const [online, kind] of [
      [true, 'starlight_unreachable'],
      [false, 'offline'],
    ] as const) {
      const { read, die, signalOf } = await frozenAfter(null, online);
      die();
      expect((await read).map(kindOf)).toEqual([kind]);
      expect(signalOf()?.aborted).toBe(true);
    }
  });
});

const question = { messages: [{ role: 'user' as const, content: 'x' }] };
const toBytes = (text: string) => new TextEncoder().encode(text);

/** A server that sends these bytes (`null`: not even headers) and then hangs, as seen by `fetch`. */
async function frozenAfter(sentBytes: Uint8Array | null, online = true) {
  const visitor = new AbortController();
  let die = () => {};
  let requestSignal: AbortSignal | null | undefined;
  const requested = Promise.withResolvers<void>();
  const fetchFrozen: typeof fetch = async (_, init) => {
    requestSignal = init?.signal;
    requested.resolve();
    const aborted = new Promise<never>((_, reject) => {
      requestSignal?.addEventListener('abort', () => reject(requestSignal?.reason));
    });
    if (sentBytes === null) return await aborted;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(sentBytes);
        aborted.catch((reason: unknown) => controller.error(reason));
      },
    });
    return new Response(body, { headers: streamHeaders });
  };
  const stream = openChatStream(question, {
    signal: visitor.signal,
    fetch: fetchFrozen,
    isOnline: () => online,
    watch: (onDead) => {
      die = onDead;
      return unwatched();
    },
  });
  const read = Array.fromAsync(stream);
  await requested.promise;
  return { read, visitor, die: () => die(), signalOf: () => requestSignal };
}
