import { describe, expect, it } from 'vitest';
import { createResponseBody } from './response-body.ts';

function recordedSender() {
  const calls: string[] = [];
  const sender = {
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    abort: (reason: Error) => calls.push(`abort ${reason.message}`),
  };
  return { calls, sender };
}

const bytes = (length: number, fill = 1) => new Uint8Array(length).fill(fill);

describe('createResponseBody', () => {
  it('joins queued chunks into one read', async () => {
    const body = createResponseBody(recordedSender().sender);
    const reader = body.stream.getReader();
    body.push(bytes(2, 1));
    body.push(bytes(3, 2));
    expect((await reader.read()).value).toEqual(Uint8Array.of(1, 1, 2, 2, 2));
    const pending = reader.read();
    body.push(bytes(1, 3));
    expect((await pending).value).toEqual(Uint8Array.of(3));
  });

  it('pauses the sender at 64 kB and resumes it once they are read', async () => {
    const { calls, sender } = recordedSender();
    const body = createResponseBody(sender);
    const reader = body.stream.getReader();
    body.push(bytes(60_000));
    expect(calls).toEqual([]);
    body.push(bytes(10_000));
    body.push(bytes(10_000));
    expect(calls).toEqual(['pause']);
    await reader.read();
    expect(calls).toEqual(['pause', 'resume']);
  });

  it('yields to the event loop every 128 kB, however fast they are read', async () => {
    const { calls, sender } = recordedSender();
    const body = createResponseBody(sender);
    const reader = body.stream.getReader();
    for (let kilobytes = 0; kilobytes < 140; kilobytes += 20) {
      const reading = reader.read();
      body.push(bytes(20 * 1024));
      await reading;
    }
    expect(calls).toEqual(['pause']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toEqual(['pause', 'resume']);
  });

  it('delivers what has arrived when the sender fails or ends', async () => {
    for (const stop of ['fail', 'end'] as const) {
      const body = createResponseBody(recordedSender().sender);
      const reader = body.stream.getReader();
      body.push(bytes(2));
      if (stop === 'fail') body.fail(new Error('reset'));
      else body.end();
      expect((await reader.read()).value?.byteLength).toBe(2);
      if (stop === 'fail') await expect(reader.read()).rejects.toThrow('reset');
      else expect((await reader.read()).done).toBe(true);
    }
  });

  it('fails a pending read when the sender fails', async () => {
    const body = createResponseBody(recordedSender().sender);
    const pending = body.stream.getReader().read();
    body.fail(new Error('reset'));
    await expect(pending).rejects.toThrow('reset');
  });

  it('aborts the sender when the reader cancels, and drops what still arrives', async () => {
    const { calls, sender } = recordedSender();
    const body = createResponseBody(sender);
    await body.stream.cancel(new Error('enough'));
    body.push(bytes(100_000));
    body.end();
    expect(calls).toEqual(['abort enough']);
  });
});
