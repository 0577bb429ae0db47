import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ReplyDeadlines, startReplyDeadlines } from './reply-deadlines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = (signal = new AbortController().signal) =>
  startReplyDeadlines({ ttfbMs: 100, idleMs: 50, totalMs: 1000 }, { signal });

const kindOf = ({ signal }: ReplyDeadlines) => signal.reason?.kind;

describe('startReplyDeadlines', () => {
  it('times out without a first event, even if bytes arrive', () => {
    const deadlines = start();
    deadlines.reading();
    deadlines.arrived();
    vi.advanceTimersByTime(99);
    expect(deadlines.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kindOf(deadlines)).toBe('upstream_timeout');
  });

  it('limits the silence between bytes after the first event', () => {
    const deadlines = start();
    deadlines.firstEvent();
    for (let read = 0; read < 5; read++) {
      deadlines.reading();
      vi.advanceTimersByTime(49);
      deadlines.arrived();
    }
    expect(deadlines.signal.aborted).toBe(false);
    deadlines.reading();
    vi.advanceTimersByTime(50);
    expect(kindOf(deadlines)).toBe('reply_stalled');
  });

  it('does not count the time a visitor takes to read', () => {
    const deadlines = start();
    deadlines.firstEvent();
    deadlines.reading();
    deadlines.arrived();
    vi.advanceTimersByTime(500);
    expect(deadlines.signal.aborted).toBe(false);
    deadlines.reading();
    vi.advanceTimersByTime(50);
    expect(kindOf(deadlines)).toBe('reply_stalled');
  });

  it('ends the reply at the total deadline', () => {
    const deadlines = start();
    deadlines.firstEvent();
    vi.advanceTimersByTime(1000);
    expect(kindOf(deadlines)).toBe('reply_timeout');
  });

  it('applies only the total deadline to a reply that is one document', () => {
    const deadlines = start();
    deadlines.expectDocument();
    deadlines.reading();
    vi.advanceTimersByTime(999);
    expect(deadlines.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kindOf(deadlines)).toBe('reply_timeout');
  });

  it('aborts with the reason of the caller, even if the caller aborted beforehand', () => {
    const controller = new AbortController();
    const deadlines = start(controller.signal);
    controller.abort('left');
    expect(deadlines.signal.reason).toBe('left');
    expect(start(AbortSignal.abort('gone')).signal.reason).toBe('gone');
  });

  it('clears its timers when disposed, and aborts only an unfinished reply', () => {
    const finished = start();
    finished.firstEvent();
    finished.finish();
    finished[Symbol.dispose]();
    expect(finished.signal.aborted).toBe(false);
    const early = start();
    early[Symbol.dispose]();
    expect(early.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
