import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUpstream } from '#lib/server/upstream/create-upstream.ts';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import { type CollectedReply, collectReply } from '#tests/support/collect-reply.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import {
  type Exchange,
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';

const MB = 1024 * 1024;
const QUOTA = '{"error":{"code":"insufficient_quota","message":"x"}}';

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
});

function ask(): Promise<CollectedReply> {
  const { stream } = createUpstream({
    apiKey: 'ollama',
    baseUrl: upstream.url,
    organization: null,
    project: null,
    fetch: upstreamFetch,
    deadlines: { ttfbMs: 20_000, idleMs: 20_000, totalMs: 25_000 },
  });
  return collectReply(
    stream(
      { messages: [{ role: 'user', content: 'hi' }], model: 'gpt-test', maxOutputTokens: 100 },
      { signal: new AbortController().signal, clientRequestId: 'sl_test' },
    ),
  );
}

/** How far this process's memory grew at most while `read` ran, in bytes. */
async function peakGrowthDuring(read: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 1);
  await read();
  clearInterval(timer);
  return Math.max(peak, process.memoryUsage.rss()) - before;
}

/** Sends `bytes` up to `times` times while the other side reads; resolves with the number sent. */
async function sendRepeatedly(exchange: Exchange, bytes: Buffer, times: number): Promise<number> {
  let open = true;
  void exchange.closed.then(() => {
    open = false;
  });
  let sent = 0;
  while (open && sent < times) {
    await exchange.write(bytes);
    sent += 1;
  }
  if (open) exchange.end();
  return sent;
}

/** A member of a gzip file; a file may have many, decompressed in sequence (RFC 1952, 2.2). */
function gzipOf(filler: string, megabytes: number): Buffer {
  return gzipSync(Buffer.alloc(megabytes * MB, filler));
}

describe('an error body of 100 MB', () => {
  const block = Buffer.alloc(256 * 1024, 'x');

  it.each([
    ['text', '', 'text/plain', 429, 'rate_limited'],
    ['a page', '<html>', 'text/html', 502, 'bad_gateway'],
    ['JSON', '{"error":{"message":"', 'application/json', 400, 'bad_request'],
  ])('is read only as far as it is informative: %s', async (_name, start, type, status, kind) => {
    let sent = 0;
    upstream.respond(async (exchange) => {
      await exchange.head(status, { 'content-type': type, 'content-length': `${100 * MB}` });
      await exchange.write(start);
      sent = await sendRepeatedly(exchange, block, 400);
    });
    const started = performance.now();
    const growth = await peakGrowthDuring(async () => {
      expect((await ask()).failure?.failure).toMatchObject({ kind, status });
      await upstream.requests[0]?.closed;
    });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(growth).toBeLessThan(20 * MB);
    // What the sockets' buffers took before the connection was closed.
    expect(sent * block.length).toBeLessThan(20 * MB);
  });
});

describe('10 GB in 10 MB of gzip', () => {
  it.each([
    ['an error', 500, 'x', 'server_error'],
    ['an endless line', 200, 'x', 'reply_invalid'],
    ['only spaces', 200, ' ', 'reply_invalid'],
    ['only line breaks', 200, '\n', 'reply_invalid'],
    ['comments', 200, ': x\n', 'reply_invalid'],
    ['endless JSON', 200, '[', 'reply_invalid'],
  ])('is not decompressed in full: %s', async (_name, status, filler, kind) => {
    const bytes = gzipOf(filler, 64);
    upstream.respond(async (exchange) => {
      await exchange.head(status, { 'content-encoding': 'gzip' });
      await sendRepeatedly(exchange, bytes, 160);
    });
    const started = performance.now();
    const growth = await peakGrowthDuring(async () => {
      expect((await ask()).failure?.kind).toBe(kind);
      await upstream.requests[0]?.closed;
    });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(growth).toBeLessThan(50 * MB);
  });
});

type Compressed = [name: string, encoding: string, compress: (text: string) => Uint8Array];

describe('a compressed error body', () => {
  it.each<Compressed>([
    ['gzip', 'gzip', gzipSync],
    ['gzip by its old name', 'x-gzip', gzipSync],
    ['gzip, in capitals', 'GZIP', gzipSync],
    ['deflate', 'deflate', deflateSync],
  ])('is parsed: %s', async (_name, encoding, compress) => {
    upstream.respond(async ({ head, write, end }) => {
      await head(429, { 'content-type': 'application/json', 'content-encoding': encoding });
      await write(compress(QUOTA));
      end();
    });
    expect((await ask()).failure?.kind).toBe('quota_exhausted');
  });

  it('is parsed up to where it is cut off', async () => {
    const complete = gzipSync(QUOTA + ' '.repeat(10_000));
    upstream.respond(async ({ head, write, cut }) => {
      await head(429, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      await write(complete.subarray(0, complete.length - 8));
      cut();
    });
    expect((await ask()).failure?.kind).toBe('quota_exhausted');
  });

  it.each([
    ['gzip', QUOTA],
    ['deflate', QUOTA],
    ['deflate', deflateRawSync(QUOTA)],
    ['br', brotliCompressSync(QUOTA)],
    ['gzip', gzipSync(QUOTA).subarray(5)],
    ['br', gzipSync(QUOTA)],
    ['zstd', gzipSync(QUOTA)],
    ['gzip, br', gzipSync(QUOTA)],
    ['nonsense', gzipSync(QUOTA)],
  ])(
    'is classified by its status when the encoding is not as declared: %s',
    async (encoding, body) => {
      upstream.respond(async ({ head, write, end }) => {
        await head(401, { 'content-type': 'application/json', 'content-encoding': encoding });
        await write(body);
        end();
      });
      expect((await ask()).failure?.failure).toEqual({
        kind: 'key_invalid',
        certainty: 'guessed',
        status: 401,
      });
    },
  );
});

describe('a reply whose encoding is not as declared', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['gzip', reply('hi'), 'reply_invalid'],
    ['br', brotliCompressSync(reply('hi')), 'not_an_api'],
    ['deflate', reply('hi'), 'reply_invalid'],
    ['deflate', deflateRawSync(reply('hi')), 'reply_invalid'],
    ['nonsense', gzipSync(reply('hi')), 'not_an_api'],
    ['gzip, gzip', gzipSync(gzipSync(reply('hi'))), 'not_an_api'],
  ])('ends with a kind: %s', async (encoding, body, kind) => {
    upstream.respond(async ({ head, write, end }) => {
      await head(200, { 'content-encoding': encoding });
      await write(body);
      end();
    });
    expect((await ask()).failure?.kind).toBe(kind);
  });

  it.each([
    ['identity', reply('hi')],
    ['', reply('hi')],
    ['nonsense', reply('hi')],
    ['gzip', gzipSync(JSON.stringify(completion('hi')))],
  ])('is read when that is possible: "%s"', async (encoding, body) => {
    upstream.respond(async ({ head, write, end }) => {
      await head(200, { 'content-encoding': encoding });
      await write(body);
      end();
    });
    expect(await ask()).toMatchObject({ text: 'hi', failure: null });
  });
});
