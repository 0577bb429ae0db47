import { describe, expect, it } from 'vitest';
import { type BodyWrite, createPulledBody, type PulledBodyOptions } from './pulled-body.ts';

const never = new AbortController().signal;

const writesOf = (...writes: BodyWrite[]) => {
  let asked = 0;
  const nextWrite = async () => writes[asked++] ?? { text: '', end: 'clean' as const };
  return {
    asked: () => asked,
    body: (more: Partial<PulledBodyOptions> = {}) =>
      createPulledBody({
        nextWrite,
        onCancel: () => undefined,
        signal: never,
        endUnread: () => Promise.reject(new Error('nothing aborts')),
        ...more,
      }),
  };
};

/** What is noted when `signal` aborts and nobody reads. */
const endNoted = () => {
  const controller = new AbortController();
  let ends = 0;
  return {
    controller,
    ends: () => ends,
    options: {
      signal: controller.signal,
      async endUnread(): Promise<BodyWrite> {
        ends += 1;
        return { text: 'cut', end: 'clean' };
      },
    },
  };
};

const readText = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  new TextDecoder().decode((await reader.read()).value);

describe('createPulledBody', () => {
  it('asks for nothing before it is read, and for one write at a time', async () => {
    const writes = writesOf({ text: 'a', end: false }, { text: 'b', end: false });
    const reader = writes.body().getReader();
    await Promise.resolve();
    expect(writes.asked()).toBe(0);
    await reader.read();
    expect(writes.asked()).toBe(1);
    await reader.read();
    expect(writes.asked()).toBe(2);
  });

  it('goes on past a write of nothing', async () => {
    const writes = writesOf({ text: '', end: false }, { text: 'a', end: 'clean' });
    expect(await new Response(writes.body()).text()).toBe('a');
  });

  it('delivers the last write before it breaks', async () => {
    const reader = writesOf({ text: 'last', end: 'broken' }).body().getReader();
    expect(await readText(reader)).toBe('last');
    await expect(reader.read()).rejects.toThrow('the reply was cut');
  });

  it('tells when the reader goes away', async () => {
    let cancelled = false;
    const body = writesOf({ text: 'a', end: false }).body({
      onCancel() {
        cancelled = true;
      },
    });
    await body.cancel();
    expect(cancelled).toBe(true);
  });

  it('ends without being read, and tells a reader who comes back how', async () => {
    const { controller, ends, options } = endNoted();
    const writes = writesOf({ text: 'a', end: false }, { text: 'b', end: false });
    const reader = writes.body(options).getReader();
    expect(await readText(reader)).toBe('a');
    expect(ends()).toBe(0);
    controller.abort();
    expect(ends()).toBe(1);
    expect(await readText(reader)).toBe('cut');
    expect((await reader.read()).done).toBe(true);
    expect(writes.asked()).toBe(1);
  });

  it('ends at once where all is over before anyone could read', () => {
    const { controller, ends, options } = endNoted();
    controller.abort();
    writesOf().body(options);
    expect(ends()).toBe(1);
  });

  it('ends also where a write that is not the last was on its way', async () => {
    const { controller, ends, options } = endNoted();
    const { promise, resolve } = Promise.withResolvers<BodyWrite>();
    const reader = writesOf()
      .body({ ...options, nextWrite: () => promise })
      .getReader();
    const reading = readText(reader);
    await new Promise(setImmediate);
    controller.abort();
    resolve({ text: 'a', end: false });
    expect(await reading).toBe('a');
    expect(ends()).toBe(1);
    expect(await readText(reader)).toBe('cut');
    expect(ends()).toBe(1);
  });

  it('leaves the end to the write that a reader waits for, and to one that was the last', async () => {
    const { controller, ends, options } = endNoted();
    const { promise, resolve } = Promise.withResolvers<BodyWrite>();
    const reader = writesOf()
      .body({ ...options, nextWrite: () => promise })
      .getReader();
    const reading = readText(reader);
    // Until the stream has told the body of it.
    await new Promise(setImmediate);
    controller.abort();
    resolve({ text: 'its own end', end: 'clean' });
    expect(await reading).toBe('its own end');

    const over = endNoted();
    await new Response(writesOf({ text: 'whole', end: 'clean' }).body(over.options)).text();
    over.controller.abort();
    expect([ends(), over.ends()]).toEqual([0, 0]);
  });
});
