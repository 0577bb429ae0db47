import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Wait } from './pace.ts';
import { createPacedStream, type StreamStep } from './paced-stream.ts';

const noWait: Wait = async () => undefined;
const endless: Wait = (_ms, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
const send = (text: string, afterMs = 0): StreamStep => ({ type: 'send', afterMs, text });
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function streamOf(steps: StreamStep[], wait: Wait = noWait) {
  const controller = new AbortController();
  const taken: StreamStep[] = [];
  const iterator: Iterator<StreamStep, void> = {
    next() {
      const step = steps[taken.length];
      if (!step) return { done: true, value: undefined };
      taken.push(step);
      return { done: false, value: step };
    },
  };
  const stream = createPacedStream(iterator, { signal: controller.signal, wait });
  return { controller, taken, reader: stream.getReader() };
}

describe('createPacedStream', () => {
  it('delivers each step as one chunk, then closes and releases the signal', async () => {
    const { reader, controller } = streamOf([send('a'), send('b')]);
    expect(decode((await reader.read()).value)).toBe('a');
    expect(decode((await reader.read()).value)).toBe('b');
    expect((await reader.read()).done).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('takes no step before it is read', async () => {
    const { reader, taken } = streamOf([send('a'), send('b'), send('c')]);
    await Promise.resolve();
    expect(taken).toHaveLength(0);
    await reader.read();
    expect(taken).toHaveLength(1);
  });

  it("waits before a step for the step's own delay", async () => {
    const waits: number[] = [];
    const { reader } = streamOf([send('a'), send('b', 12), send('c', 15)], async (ms) => {
      waits.push(ms);
    });
    await reader.read();
    await reader.read();
    await reader.read();
    expect(waits).toEqual([12, 15]);
  });

  it('fails with the reason when aborted while waiting', async () => {
    const { reader, controller } = streamOf([send('a', 1000)], endless);
    const reading = reader.read();
    const reason = new DOMException('This operation was aborted', 'AbortError');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('fails with the reason when aborted while not being read', async () => {
    const { reader, controller, taken } = streamOf([send('a'), send('b')]);
    await reader.read();
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(reader.read()).rejects.toBe(reason);
    expect(taken).toHaveLength(1);
  });

  it('fails immediately when already aborted', async () => {
    const reason = new Error('gone');
    const steps = [send('a')].values();
    const stream = createPacedStream(steps, { signal: AbortSignal.abort(reason), wait: noWait });
    await expect(stream.getReader().read()).rejects.toBe(reason);
  });

  it('fails like undici when the other side closes the socket', async () => {
    const { reader } = streamOf([send('a'), { type: 'reset' }]);
    await reader.read();
    const error: unknown = await reader.read().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
  });

  it('stays silent during a stall until aborted', async () => {
    const { reader, controller } = streamOf([send('a'), { type: 'stall' }]);
    await reader.read();
    const reading = reader.read();
    const first = await Promise.race([
      reading.then(() => 'spoke'),
      new Promise((resolve) => setImmediate(resolve, 'silent')),
    ]);
    expect(first).toBe('silent');
    const reason = new Error('idle for too long');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('stops waiting and releases the signal when the reader cancels', async () => {
    let stopped: AbortSignal | undefined;
    const { reader, controller } = streamOf([send('a', 1000)], (ms, signal) => {
      stopped = signal;
      return endless(ms, signal);
    });
    const reading = reader.read();
    await Promise.resolve();
    await reader.cancel();
    expect(await reading).toEqual({ done: true, value: undefined });
    expect(stopped?.aborted).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
