import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { upstreamFetch } from '#lib/server/upstream/upstream-fetch.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
});

function wholeAnswer(body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function ask(): Promise<string> {
  const response = await upstreamFetch(upstream.url, { method: 'POST', body: '{}' });
  expect(response.status).toBe(200);
  return response.text();
}

describe('an interim answer before the 200', () => {
  it.each([
    ['100 Continue', CONTINUE],
    ['100 without a phrase', 'HTTP/1.1 100\r\n\r\n'],
    ['100 with headers', 'HTTP/1.1 100 Continue\r\ndate: now\r\nserver: x\r\n\r\n'],
    ['100, twice', CONTINUE + CONTINUE],
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'],
    ['100, then 103', `${CONTINUE}HTTP/1.1 103 Early Hints\r\n\r\n`],
  ])('is passed over: %s', async (_name, interim) => {
    upstream.respond(({ raw }) => raw(interim + wholeAnswer('hello')));
    expect(await ask()).toBe('hello');
    expect(upstream.requests).toHaveLength(1);
  });

  it('is passed over wherever it is cut', async () => {
    const bytes = Buffer.from(CONTINUE + wholeAnswer('hello'));
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

  it('is left alone where a body looks like one', async () => {
    const body = CONTINUE + CONTINUE;
    upstream.respond(async ({ raw }) => {
      await raw(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
      await raw(CONTINUE);
      await raw(CONTINUE);
    });
    expect(await ask()).toBe(body);
  });

  it('is no answer by itself', async () => {
    upstream.respond(async ({ raw, cut }) => {
      await raw(CONTINUE);
      cut();
    });
    await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('that never ends is refused', async () => {
    upstream.respond(({ raw }) => raw(`HTTP/1.1 100 Continue\r\nx: ${'x'.repeat(200_000)}`));
    await expect(ask()).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' });
  });
});
