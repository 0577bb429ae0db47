import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { resetRegistry } from '../registry.ts';
import { readJsonBody } from './read-json-body.ts';

const encoder = new TextEncoder();
const patient = { maxBytes: 1000, timeoutMs: 60_000 };

type Source = { request: Request; pulls: () => number; cancelled: () => boolean };

/** A request whose body comes in these pieces, and then ends or hangs. */
function requestOf(pieces: readonly Uint8Array[], { hangs = false } = {}): Source {
  let pulls = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[pulls++];
        if (piece) return controller.enqueue(piece);
        if (hangs) return new Promise<void>(() => undefined);
        return controller.close();
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  // Node asks for `duplex`, which the DOM's types do not know.
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const request = new Request('http://localhost/', init);
  return { request, pulls: () => pulls, cancelled: () => cancelled };
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

beforeEach(resetRegistry);

describe('readJsonBody', () => {
  const value = { text: 'Grüße, 你好 👋', list: [1, 2] };
  const bytes = encoder.encode(JSON.stringify(value));

  it.each(Array.from(bytes.keys()))('reads a body that is cut after byte %i', async (cut) => {
    const { request } = requestOf([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(await readJsonBody(request, patient)).toEqual(value);
  });

  it('reads a body of exactly the limit and refuses one byte more', async () => {
    const options = { ...patient, maxBytes: bytes.length };
    expect(await readJsonBody(requestOf([bytes]).request, options)).toEqual(value);
    const over = readJsonBody(requestOf([bytes, encoder.encode(' ')]).request, options);
    await expect(over).rejects.toMatchObject({
      failure: { kind: 'body_too_large', details: { limit: bytes.length, limitUnit: 'bytes' } },
    });
  });

  describe('with 500 bodies on their way', () => {
    const slowBody = (sender = 'strangers') =>
      readJsonBody(requestOf([encoder.encode('{')], { hangs: true }).request, {
        ...patient,
        sender,
      }).catch((error: StarlightError) => error.failure.details?.reason);
    const waits = Promise.resolve('waits');
    let now = 0;

    beforeEach(() => {
      now = 0;
      vi.spyOn(performance, 'now').mockImplementation(() => now);
    });
    afterEach(() => vi.restoreAllMocks());

    it('gives up the one that has taken longest, when that is a second', async () => {
      const slow = Array.from({ length: 500 }, () => slowBody());
      now = 1000;
      expect(await readJsonBody(requestOf([bytes]).request, patient)).toEqual(value);
      expect(await slow[0]).toBe('body_timeout');
      expect(await Promise.race([...slow.slice(1), waits])).toBe('waits');
    });

    it('takes the room from the sender who has most of it', async () => {
      const first = slowBody('a visitor with a large picture');
      const strangers = Array.from({ length: 499 }, () => slowBody());
      now = 1000;
      strangers.push(...Array.from({ length: 100 }, () => slowBody()));
      expect(await Promise.all(strangers.slice(0, 100))).toEqual(Array(100).fill('body_timeout'));
      expect(await Promise.race([first, ...strangers.slice(100), waits])).toBe('waits');
    });

    it('gives up none of a burst, up to 2,000', async () => {
      const burst = Array.from({ length: 2000 }, () => slowBody());
      expect(await Promise.race([...burst, waits])).toBe('waits');
      void slowBody();
      expect(await burst[0]).toBe('body_timeout');
    });
  });

  it('stops reading at the first chunk over the limit and lets go of the rest', async () => {
    const chunk = new Uint8Array(400);
    const source = requestOf(Array.from({ length: 1000 }, () => chunk));
    await expect(readJsonBody(source.request, patient)).rejects.toMatchObject({
      kind: 'body_too_large',
    });
    expect(source.pulls()).toBe(3);
    expect(source.cancelled()).toBe(true);
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
  ])('refuses %s', async (reason, body) => {
    const options = { ...patient, maxBytes: 1_000_000 };
    await expect(readJsonBody(requestOf([body]).request, options)).rejects.toMatchObject({
      failure: { kind: 'invalid_request', status: 400, details: { field: 'body', reason } },
    });
  });

  it('refuses a request without a body', async () => {
    const request = new Request('http://localhost/', { method: 'POST' });
    await expect(readJsonBody(request, patient)).rejects.toMatchObject({
      failure: { details: { reason: 'body_empty' } },
    });
  });

  it('refuses a body that does not arrive in time, with 408', async () => {
    const source = requestOf([encoder.encode('{"a":')], { hangs: true });
    const reading = readJsonBody(source.request, { ...patient, timeoutMs: 5 });
    await expect(reading).rejects.toMatchObject({
      failure: { kind: 'invalid_request', status: 408, details: { reason: 'body_timeout' } },
    });
    expect(source.cancelled()).toBe(true);
  });

  it('stops when the client goes away', async () => {
    const source = requestOf([], { hangs: true });
    const client = new AbortController();
    const reading = readJsonBody(source.request, { ...patient, signal: client.signal });
    client.abort();
    await expect(reading).rejects.toMatchObject({
      failure: { kind: 'invalid_request', details: { reason: 'body_incomplete' } },
    });
    expect(source.cancelled()).toBe(true);
  });

  it('says nothing of the error a broken connection comes with', async () => {
    const body = new ReadableStream({
      pull: () => Promise.reject(new TypeError('socket of sk-proj-secret closed')),
    });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    await expect(
      readJsonBody(new Request('http://localhost/', init), patient),
    ).rejects.toMatchObject({
      message: 'invalid_request',
      failure: { details: { reason: 'body_incomplete' } },
    });
  });

  it.each([nested(100), '["__proto__","\\u005f_proto__"]', '{"constructor":{"prototype":{}}}'])(
    'reads what is odd and harmless: %s',
    async (text) => {
      const { request } = requestOf([encoder.encode(text)]);
      expect(await readJsonBody(request, patient)).toEqual(JSON.parse(text));
    },
  );
});
