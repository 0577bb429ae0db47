import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ReplyDeadlines, startReplyDeadlines } from './reply-deadlines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = (signal = new AbortController().signal) =>
  startReplyDeadlines({ ttfbMs: 100, idleMs: 50, totalMs: 1000 }, signal);

const kindOf = ({ signal }: ReplyDeadlines) => signal.reason?.kind;

describe('startReplyDeadlines', () => {
  it('ends the wait for the first event, whatever bytes come', () => {
    const deadlines = start();
    deadlines.reading();
    deadlines.arrived();
    vi.advanceTimersByTime(99);
    expect(deadlines.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kindOf(deadlines)).toBe('upstream_timeout');
  });

  it('counts silence between bytes from the first event on', () => {
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

  it('does not blame the upstream for a visitor who does not read', () => {
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

  it('ends everything at the total deadline', () => {
    const deadlines = start();
    deadlines.firstEvent();
    vi.advanceTimersByTime(1000);
    expect(kindOf(deadlines)).toBe('reply_timeout');
  });

  it('holds a reply that comes whole to the total deadline alone', () => {
    const deadlines = start();
    deadlines.expectWhole();
    deadlines.reading();
    vi.advanceTimersByTime(999);
    expect(deadlines.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kindOf(deadlines)).toBe('reply_timeout');
  });

  it('passes on the reason of the caller, also of one that had aborted before', () => {
    const controller = new AbortController();
    const deadlines = start(controller.signal);
    controller.abort('left');
    expect(deadlines.signal.reason).toBe('left');
    expect(start(AbortSignal.abort('gone')).signal.reason).toBe('gone');
  });

  it('leaves no timer behind, and the connection alone when the reply is finished', () => {
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
