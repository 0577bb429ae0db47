import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { createReplyFlusher } from './reply-flusher.ts';

/** A flusher whose clock, timers and writes the test controls. */
function createBench({ isAutomatic = true } = {}) {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  const started: string[] = [];
  const stored: string[] = [];
  const pendingWrites: { end: () => void; fail: () => void }[] = [];
  let overlap = 0;
  let running = 0;

  const put = (message: ChatMessage) => {
    started.push(message.text);
    running += 1;
    overlap = Math.max(overlap, running);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = () => {
      running -= 1;
      stored.push(message.text);
      resolve();
    };
    const fail = () => {
      running -= 1;
      reject(new DOMException('', 'UnknownError'));
    };
    if (isAutomatic) setImmediate(end);
    else pendingWrites.push({ end, fail });
    return promise;
  };
  const schedule = (run: () => void, delayMs: number) => {
    const timer = { at: time + delayMs, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const flusher = createReplyFlusher({ put, now: () => time, schedule });
  /** Lets every write in progress finish and the next ones start. */
  const settle = async () => {
    for (let tick = 0; tick < 2; tick += 1) await new Promise(setImmediate);
  };

  return {
    flusher,
    started,
    stored,
    pendingWrites,
    overlap: () => overlap,
    timers: () => timers.length,
    update: (text: string) => flusher.update(messageOf({ id: 'a1', text })),
    settle,
    async advance(ms: number) {
      time += ms;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { run } of due) run();
      await settle();
    },
  };
}

describe('a reply flusher', () => {
  it('writes the newest version once a second', async () => {
    const bench = createBench();
    bench.update('a');
    await bench.advance(400);
    bench.update('ab');
    await bench.advance(599);
    expect(bench.stored).toEqual([]);
    await bench.advance(1);
    expect(bench.stored).toEqual(['ab']);
    bench.update('abc');
    await bench.advance(999);
    expect(bench.stored).toEqual(['ab']);
    await bench.advance(1);
    expect(bench.stored).toEqual(['ab', 'abc']);
  });

  it('writes at once after 200 new characters', async () => {
    const bench = createBench();
    bench.update('x'.repeat(199));
    await bench.settle();
    expect(bench.stored).toEqual([]);
    bench.update('x'.repeat(200));
    await bench.settle();
    expect(bench.stored).toHaveLength(1);
    bench.update('x'.repeat(399));
    await bench.settle();
    expect(bench.stored).toHaveLength(1);
    bench.update('x'.repeat(400));
    await bench.settle();
    expect(bench.stored).toHaveLength(2);
  });

  it('writes thinking as often as text', async () => {
    const bench = createBench();
    const think = (thinking: string) =>
      bench.flusher.update(messageOf({ id: 'a1', text: '', thinking }));
    think('x'.repeat(199));
    await bench.settle();
    expect(bench.stored).toHaveLength(0);
    think('x'.repeat(200));
    think('x'.repeat(399));
    await bench.settle();
    expect(bench.stored).toHaveLength(1);
    await bench.advance(1000);
    expect(bench.stored).toHaveLength(2);
  });

  it('writes nothing while no new text arrives', async () => {
    const bench = createBench();
    bench.update('a');
    await bench.advance(1000);
    await bench.advance(5000);
    expect(bench.started).toEqual(['a']);
    expect(bench.timers()).toBe(0);
  });

  it('writes at once after a long silence', async () => {
    const bench = createBench();
    await bench.advance(5000);
    bench.update('a');
    await bench.settle();
    expect(bench.stored).toEqual(['a']);
  });

  it('waits for a write to finish before writing the newest version', async () => {
    const bench = createBench({ isAutomatic: false });
    bench.update('x'.repeat(200));
    bench.update('x'.repeat(400));
    bench.update('x'.repeat(600));
    await bench.advance(5000);
    expect(bench.started.map((text) => text.length)).toEqual([200]);
    bench.pendingWrites[0]?.end();
    await bench.settle();
    expect(bench.started.map((text) => text.length)).toEqual([200, 600]);
  });

  it('stores the last version on flush, after the write in progress', async () => {
    const bench = createBench({ isAutomatic: false });
    bench.update('x'.repeat(200));
    bench.update('the end');
    let isFlushed = false;
    const flushed = bench.flusher.flush().then(() => {
      isFlushed = true;
    });
    await bench.settle();
    bench.pendingWrites[0]?.end();
    await bench.settle();
    expect(isFlushed).toBe(false);
    bench.pendingWrites[1]?.end();
    await flushed;
    expect(bench.stored.at(-1)).toBe('the end');
    expect(bench.timers()).toBe(0);
  });

  it('writes nothing on a second flush or before any text', async () => {
    const bench = createBench();
    await bench.flusher.flush();
    bench.update('a');
    await Promise.all([bench.flusher.flush(), bench.flusher.flush()]);
    await bench.flusher.flush();
    expect(bench.started).toEqual(['a']);
  });

  it('retries a failed version a second later, not at once', async () => {
    const bench = createBench({ isAutomatic: false });
    bench.update('x'.repeat(500));
    bench.pendingWrites[0]?.fail();
    await bench.settle();
    expect(bench.started).toHaveLength(1);
    await bench.advance(1000);
    expect(bench.started).toHaveLength(2);
    bench.pendingWrites[1]?.end();
    await bench.flusher.flush();
    expect(bench.stored.map((text) => text.length)).toEqual([500]);
  });

  it('rejects the flush when the last write fails', async () => {
    const bench = createBench({ isAutomatic: false });
    bench.update('a');
    const flushed = bench.flusher.flush();
    bench.pendingWrites[0]?.fail();
    await expect(flushed).rejects.toMatchObject({ name: 'UnknownError' });
  });

  it('handles a `put` that throws like one that rejects', async () => {
    const put = () => {
      throw new RangeError('put');
    };
    const flusher = createReplyFlusher({ put, now: () => 0, schedule: () => () => {} });
    flusher.update(messageOf({ id: 'a1', text: 'x'.repeat(200) }));
    await expect(flusher.flush()).rejects.toThrow(new RangeError('put'));
  });

  it('lags by less than a second or 200 characters, in order and one write at a time, for any stream', async () => {
    const step = fc.record({ add: fc.nat({ max: 250 }), wait: fc.nat({ max: 1500 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (sequence) => {
        const bench = createBench();
        let text = '';
        for (const { add, wait } of sequence) {
          text += 'x'.repeat(add);
          bench.update(text);
          await bench.settle();
          expect(text.length - (bench.stored.at(-1)?.length ?? 0)).toBeLessThan(200);
          await bench.advance(wait);
          if (wait >= 1000) expect(bench.stored.at(-1)).toBe(text);
        }
        await bench.flusher.flush();
        expect(bench.stored.at(-1) ?? '').toBe(text);
        expect(bench.overlap()).toBeLessThanOrEqual(1);
        const lengths = bench.stored.map((version) => version.length);
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('a reply with images', () => {
  const image = `data:image/png;base64,${'A'.repeat(8_000_000)}`;
  const withImage = (text: string) => messageOf({ id: 'a1', text, images: [image] });

  it('is stored as soon as an image has arrived', async () => {
    const bench = createBench();
    bench.update('a');
    bench.flusher.update(withImage('a'));
    await bench.settle();
    expect(bench.stored).toEqual(['a']);
  });

  it('is rewritten so rarely that a second of text costs about a megabyte', async () => {
    const bench = createBench();
    bench.flusher.update(withImage(''));
    await bench.settle();
    // 200 characters a second for a minute.
    for (let second = 1; second <= 60; second += 1) {
      bench.flusher.update(withImage('a'.repeat(second * 200)));
      await bench.advance(1000);
    }
    expect((bench.stored.length * image.length) / 60).toBeLessThan(1_200_000);
    await bench.flusher.flush();
    expect(bench.stored.at(-1)).toHaveLength(12_000);
  });
});
