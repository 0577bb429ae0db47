import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Wait } from './pace.ts';
import { createPacedStream, type StreamStep } from './paced-stream.ts';

const noWait: Wait = async () => undefined;
const endless: Wait = (_ms, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
const say = (text: string, afterMs = 0): StreamStep => ({ type: 'send', afterMs, text });
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
  it('gives each step as one chunk, then closes and lets go of the signal', async () => {
    const { reader, controller } = streamOf([say('a'), say('b')]);
    expect(decode((await reader.read()).value)).toBe('a');
    expect(decode((await reader.read()).value)).toBe('b');
    expect((await reader.read()).done).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('takes no step before it is read', async () => {
    const { reader, taken } = streamOf([say('a'), say('b'), say('c')]);
    await Promise.resolve();
    expect(taken).toHaveLength(0);
    await reader.read();
    expect(taken).toHaveLength(1);
  });

  it('waits before a step as long as the step says', async () => {
    const waits: number[] = [];
    const { reader } = streamOf([say('a'), say('b', 12), say('c', 15)], async (ms) => {
      waits.push(ms);
    });
    await reader.read();
    await reader.read();
    await reader.read();
    expect(waits).toEqual([12, 15]);
  });

  it('fails with the reason when aborted while it waits', async () => {
    const { reader, controller } = streamOf([say('a', 1000)], endless);
    const reading = reader.read();
    const reason = new DOMException('This operation was aborted', 'AbortError');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('fails with the reason when aborted while nobody reads', async () => {
    const { reader, controller, taken } = streamOf([say('a'), say('b')]);
    await reader.read();
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(reader.read()).rejects.toBe(reason);
    expect(taken).toHaveLength(1);
  });

  it('fails at once when it was aborted before', async () => {
    const reason = new Error('gone');
    const steps = [say('a')].values();
    const stream = createPacedStream(steps, { signal: AbortSignal.abort(reason), wait: noWait });
    await expect(stream.getReader().read()).rejects.toBe(reason);
  });

  it('breaks as undici does when the other side goes away', async () => {
    const { reader } = streamOf([say('a'), { type: 'reset' }]);
    await reader.read();
    const error: unknown = await reader.read().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
  });

  it('stays silent in a stall until it is aborted', async () => {
    const { reader, controller } = streamOf([say('a'), { type: 'stall' }]);
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

  it('stops waiting and lets go of the signal when the reader cancels', async () => {
    let stopped: AbortSignal | undefined;
    const { reader, controller } = streamOf([say('a', 1000)], (ms, signal) => {
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
