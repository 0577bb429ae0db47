import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';

const HINTS = 'HTTP/1.1 103 Early Hints\r\n\r\n';
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
});

function completeResponse(body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function ask(): Promise<string> {
  const response = await upstreamFetch(upstream.url, { method: 'POST', body: '{}' });
  expect(response.status).toBe(200);
  return response.text();
}

describe('an interim response before the 200', () => {
  it.each([
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'],
    ['103, twice', HINTS + HINTS],
    ['an unknown 1xx', 'HTTP/1.1 199 Soon\r\n\r\n'],
  ])('is skipped: %s', async (_name, interim) => {
    upstream.respond(({ raw }) => raw(interim + completeResponse('hello')));
    expect(await ask()).toBe('hello');
    expect(upstream.requests).toHaveLength(1);
  });

  it('is skipped wherever it is split', async () => {
    const bytes = Buffer.from(HINTS + completeResponse('hello'));
    for (let at = 1; at < bytes.length; at++) {
      upstream.respond(async ({ raw }) => {
        await raw(bytes.subarray(0, at));
        await raw(bytes.subarray(at));
      });
      expect(await ask()).toBe('hello');
    }
    expect(upstream.requests).toHaveLength(bytes.length - 1);
    // Each connection served many of them.
    expect(upstream.openSockets()).toBeLessThanOrEqual(2);
  });

  it.each([
    ['100 Continue', CONTINUE],
    ['100 without a phrase', 'HTTP/1.1 100\r\n\r\n'],
    ['100 with headers', 'HTTP/1.1 100 Continue\r\ndate: now\r\nserver: x\r\n\r\n'],
    ['100, twice', CONTINUE + CONTINUE],
    ['100, then 103', CONTINUE + HINTS],
    ['103, then 100', HINTS + CONTINUE],
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['101 without an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ])('makes the reply invalid when it was not requested: %s', async (_name, interim) => {
    upstream.respond(({ raw }) => raw(interim + completeResponse('hello')));
    await expect(ask()).rejects.toMatchObject({ failure: { kind: 'reply_invalid' } });
    expect(upstream.requests).toHaveLength(1);
  });

  it('makes the reply invalid wherever it is split, and the next request succeeds', async () => {
    for (let at = 1; at < CONTINUE.length; at++) {
      upstream.respond(async ({ raw }) => {
        await raw(CONTINUE.slice(0, at));
        await raw(CONTINUE.slice(at) + completeResponse('hello'));
      });
      await expect(ask()).rejects.toMatchObject({ failure: { kind: 'reply_invalid' } });
      upstream.respond(({ raw }) => raw(completeResponse('next')));
      expect(await ask()).toBe('next');
    }
  });

  it('is not looked for in a body', async () => {
    const body = CONTINUE + CONTINUE;
    upstream.respond(async ({ raw }) => {
      await raw(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
      await raw(CONTINUE);
      await raw(CONTINUE);
    });
    expect(await ask()).toBe(body);
  });

  it('is not a response of its own', async () => {
    upstream.respond(async ({ raw, cut }) => {
      await raw(HINTS);
      cut();
    });
    await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('is refused when it never ends', async () => {
    upstream.respond(({ raw }) => raw(`HTTP/1.1 103 Early Hints\r\nx: ${'x'.repeat(200_000)}`));
    await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' });
  });
});
