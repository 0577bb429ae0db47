import { describe, expect, it } from 'vitest';
import { type BodyWrite, createPulledBody, type PulledBodyOptions } from './pulled-body.ts';

const never = new AbortController().signal;

const writesOf = (...writes: BodyWrite[]) => {
  let requested = 0;
  const nextWrite = async () => writes[requested++] ?? { text: '', end: 'clean' as const };
  return {
    requested: () => requested,
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

/** Options that count the calls of `endUnread`. */
const countingEnds = () => {
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
  it('requests nothing before it is read, then one write at a time', async () => {
    const writes = writesOf({ text: 'a', end: false }, { text: 'b', end: false });
    const reader = writes.body().getReader();
    await Promise.resolve();
    expect(writes.requested()).toBe(0);
    await reader.read();
    expect(writes.requested()).toBe(1);
    await reader.read();
    expect(writes.requested()).toBe(2);
  });

  it('skips an empty write', async () => {
    const writes = writesOf({ text: '', end: false }, { text: 'a', end: 'clean' });
    expect(await new Response(writes.body()).text()).toBe('a');
  });

  it('delivers the last write before breaking the connection', async () => {
    const reader = writesOf({ text: 'last', end: 'broken' }).body().getReader();
    expect(await readText(reader)).toBe('last');
    await expect(reader.read()).rejects.toThrow('the reply was cut');
  });

  it('calls onCancel when the reader cancels', async () => {
    let canceled = false;
    const body = writesOf({ text: 'a', end: false }).body({
      onCancel() {
        canceled = true;
      },
    });
    await body.cancel();
    expect(canceled).toBe(true);
  });

  it('ends without being read, and delivers the last write to a reader that resumes', async () => {
    const { controller, ends, options } = countingEnds();
    const writes = writesOf({ text: 'a', end: false }, { text: 'b', end: false });
    const reader = writes.body(options).getReader();
    expect(await readText(reader)).toBe('a');
    expect(ends()).toBe(0);
    controller.abort();
    expect(ends()).toBe(1);
    expect(await readText(reader)).toBe('cut');
    expect((await reader.read()).done).toBe(true);
    expect(writes.requested()).toBe(1);
  });

  it('ends immediately if the signal aborted before anyone could read', () => {
    const { controller, ends, options } = countingEnds();
    controller.abort();
    writesOf().body(options);
    expect(ends()).toBe(1);
  });

  it('ends after a pending write that is not the last', async () => {
    const { controller, ends, options } = countingEnds();
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

  it('does not call endUnread while the last write is pending or after it', async () => {
    const { controller, ends, options } = countingEnds();
    const { promise, resolve } = Promise.withResolvers<BodyWrite>();
    const reader = writesOf()
      .body({ ...options, nextWrite: () => promise })
      .getReader();
    const reading = readText(reader);
    // Lets the stream pull first.
    await new Promise(setImmediate);
    controller.abort();
    resolve({ text: 'its own end', end: 'clean' });
    expect(await reading).toBe('its own end');

    const over = countingEnds();
    await new Response(writesOf({ text: 'whole', end: 'clean' }).body(over.options)).text();
    over.controller.abort();
    expect([ends(), over.ends()]).toEqual([0, 0]);
  });
});
