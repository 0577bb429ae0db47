import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { resetRegistry } from '../registry.ts';
import { readJsonBody } from './read-json-body.ts';

const encoder = new TextEncoder();
const longTimeout = { maxBytes: 1000, timeoutMs: 60_000 };

type Source = { request: Request; pulls: () => number; canceled: () => boolean };

/** A request whose body arrives in these chunks, then ends or hangs. */
function requestOf(chunks: readonly Uint8Array[], { hangs = false } = {}): Source {
  let pulls = 0;
  let canceled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const nextChunk = chunks[pulls++];
        if (nextChunk) return controller.enqueue(nextChunk);
        if (hangs) return new Promise<void>(() => undefined);
        return controller.close();
      },
      cancel() {
        canceled = true;
      },
    },
    { highWaterMark: 0 },
  );
  // Node requires `duplex`, which the DOM types lack.
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const request = new Request('http://localhost/', init);
  return { request, pulls: () => pulls, canceled: () => canceled };
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

beforeEach(resetRegistry);

describe('readJsonBody', () => {
  const value = { text: 'Grüße, 你好 👋', list: [1, 2] };
  const bytes = encoder.encode(JSON.stringify(value));

  it.each(Array.from(bytes.keys()))('reads a body that is split after byte %i', async (cut) => {
    const { request } = requestOf([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(await readJsonBody(request, longTimeout)).toEqual(value);
  });

  it('reads a body of exactly the limit and rejects one byte more', async () => {
    const options = { ...longTimeout, maxBytes: bytes.length };
    expect(await readJsonBody(requestOf([bytes]).request, options)).toEqual(value);
    const over = readJsonBody(requestOf([bytes, encoder.encode(' ')]).request, options);
    await expect(over).rejects.toMatchObject({
      failure: { kind: 'body_too_large', details: { limit: bytes.length, limitUnit: 'bytes' } },
    });
  });

  describe('with 500 bodies being read', () => {
    const slowBody = (sender = 'strangers') =>
      readJsonBody(requestOf([encoder.encode('{')], { hangs: true }).request, {
        ...longTimeout,
        sender,
      }).catch((error: StarlightError) => error.failure.details?.reason);
    const pending = Promise.resolve('pending');
    let now = 0;

    beforeEach(() => {
      now = 0;
      vi.spyOn(performance, 'now').mockImplementation(() => now);
    });
    afterEach(() => vi.restoreAllMocks());

    it('rejects the one that has taken longest, if that is at least a second', async () => {
      const slow = Array.from({ length: 500 }, () => slowBody());
      now = 1000;
      expect(await readJsonBody(requestOf([bytes]).request, longTimeout)).toEqual(value);
      expect(await slow[0]).toBe('body_timeout');
      expect(await Promise.race([...slow.slice(1), pending])).toBe('pending');
    });

    it('rejects a body of the sender with the most bodies', async () => {
      const first = slowBody('a visitor with a large picture');
      const strangers = Array.from({ length: 499 }, () => slowBody());
      now = 1000;
      strangers.push(...Array.from({ length: 100 }, () => slowBody()));
      expect(await Promise.all(strangers.slice(0, 100))).toEqual(Array(100).fill('body_timeout'));
      expect(await Promise.race([first, ...strangers.slice(100), pending])).toBe('pending');
    });

    it('rejects none of a burst of up to 2,000', async () => {
      const burst = Array.from({ length: 2000 }, () => slowBody());
      expect(await Promise.race([...burst, pending])).toBe('pending');
      void slowBody();
      expect(await burst[0]).toBe('body_timeout');
    });
  });

  it('stops reading at the first chunk over the limit and cancels the rest', async () => {
    const chunk = new Uint8Array(400);
    const source = requestOf(Array.from({ length: 1000 }, () => chunk));
    await expect(readJsonBody(source.request, longTimeout)).rejects.toMatchObject({
      kind: 'body_too_large',
    });
    expect(source.pulls()).toBe(3);
    expect(source.canceled()).toBe(true);
  });

  it.each([
    ['body_not_utf8', new Uint8Array([0x22, 0xc3, 0x22])],
    ['body_not_utf8', new Uint8Array([0x22, 0xff, 0x22])],
    ['body_not_json', encoder.encode('{"a":')],
    ['body_not_json', encoder.encode('a=1')],
    ['body_empty', encoder.encode(' \n')],
    ['body_empty', new Uint8Array()],
    ['body_too_deep', encoder.encode(nested(101))],
    ['body_too_many_values', encoder.encode(`[${'0,'.repeat(100_000)}0]`)],
    ['body_names_prototype', encoder.encode('{"__proto__":{"a":1}}')],
    ['body_names_prototype', encoder.encode('[{"a":{"\\u005f_proto_\\u005F":1}}]')],
  ])('rejects with %s', async (reason, body) => {
    const options = { ...longTimeout, maxBytes: 1_000_000 };
    await expect(readJsonBody(requestOf([body]).request, options)).rejects.toMatchObject({
      failure: { kind: 'invalid_request', status: 400, details: { field: 'body', reason } },
    });
  });

  it('rejects a request without a body', async () => {
    const request = new Request('http://localhost/', { method: 'POST' });
    await expect(readJsonBody(request, longTimeout)).rejects.toMatchObject({
      failure: { details: { reason: 'body_empty' } },
    });
  });

  it('rejects a body that does not arrive in time, with 408', async () => {
    const source = requestOf([encoder.encode('{"a":')], { hangs: true });
    const reading = readJsonBody(source.request, { ...longTimeout, timeoutMs: 5 });
    await expect(reading).rejects.toMatchObject({
      failure: { kind: 'invalid_request', status: 408, details: { reason: 'body_timeout' } },
    });
    expect(source.canceled()).toBe(true);
  });

  it('stops when the client disconnects', async () => {
    const source = requestOf([], { hangs: true });
    const client = new AbortController();
    const reading = readJsonBody(source.request, { ...longTimeout, signal: client.signal });
    client.abort();
    await expect(reading).rejects.toMatchObject({
      failure: { kind: 'invalid_request', details: { reason: 'body_incomplete' } },
    });
    expect(source.canceled()).toBe(true);
  });

  it('hides the error of a broken connection', async () => {
    const body = new ReadableStream({
      pull: () => Promise.reject(new TypeError('socket of sk-proj-secret closed')),
    });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    await expect(
      readJsonBody(new Request('http://localhost/', init), longTimeout),
    ).rejects.toMatchObject({
      message: 'invalid_request',
      failure: { details: { reason: 'body_incomplete' } },
    });
  });

  it.each([nested(100), '["__proto__","\\u005f_proto__"]', '{"constructor":{"prototype":{}}}'])(
    'accepts unusual but harmless JSON: %s',
    async (text) => {
      const { request } = requestOf([encoder.encode(text)]);
      expect(await readJsonBody(request, longTimeout)).toEqual(JSON.parse(text));
    },
  );
});
