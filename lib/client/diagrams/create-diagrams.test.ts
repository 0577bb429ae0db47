import { describe, expect, it } from 'vitest';
import {
  createDiagrams,
  DRAWING_LIMIT_MS,
  LOADING_LIMIT_MS,
  READY_LIMIT_MS,
} from './create-diagrams.ts';
import type { FrameListener } from './open-diagram-frame.ts';

type Posted = { id: number; text: string; theme: string; limits: { arrows: number } };
type FakeFrame = FrameListener & { posted: Posted[]; isRemoved: boolean };

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>';
const PICTURE = { diagramType: 'pie', width: 1, height: 1, title: '', description: '', svg: SVG };

function start() {
  const frames: FakeFrame[] = [];
  let timer: { run: () => void; ms: number } | null = null;
  const diagrams = createDiagrams(
    (listener) => {
      const frame: FakeFrame = { ...listener, posted: [], isRemoved: false };
      frames.push(frame);
      return {
        post: (message) => frame.posted.push(message as Posted),
        remove: () => {
          frame.isRemoved = true;
        },
      };
    },
    {
      sharesThread: true,
      timers: {
        set: (run, ms) => {
          timer = { run, ms };
          return timer;
        },
        clear: (cleared) => {
          if (cleared === timer) timer = null;
        },
      },
    },
  );
  const frame = () => frames.at(-1) as FakeFrame; // each test requests a diagram first
  return {
    diagrams,
    frames,
    frame,
    say: (data: object) => frame().onMessage(data),
    answer: (answer: object) => frame().onMessage({ id: frame().posted.at(-1)?.id, ...answer }),
    deadlineMs: () => timer?.ms ?? null,
    pass: () => timer?.run(),
    read: (text: string) => diagrams.read(text, 'light'),
    request: (text: string) => diagrams.request(text, 'light'),
  };
}

describe('diagrams', () => {
  it('are drawn one after another in one frame, each once', () => {
    const { diagrams, frames, frame, say, answer, read, request, deadlineMs } = start();
    expect(frames).toHaveLength(0);
    request('a');
    request('b');
    request('a');
    diagrams.request('a', 'dark');
    expect(frame().posted).toEqual([]);
    say({ type: 'ready' });
    expect(frame().posted.map(({ text }) => text)).toEqual(['a']);
    answer({ type: 'drawn', ...PICTURE });
    expect(read('a')).toMatchObject({ type: 'drawn', svg: SVG });
    answer({ type: 'failed', reason: 'syntax' });
    expect(read('b')).toEqual({ type: 'failed', id: 2, reason: 'syntax' });
    answer({ type: 'drawn', ...PICTURE });
    request('a');
    expect(frame().posted.map(({ text, theme }) => [text, theme])).toEqual([
      ['a', 'light'],
      ['b', 'light'],
      ['a', 'dark'],
    ]);
    expect(frames).toHaveLength(1);
    expect(deadlineMs()).toBeNull();
  });

  it('have fewer arrows where the page stops while they are drawn', () => {
    const { frame, say, answer, request } = start();
    request('classDiagram');
    request('gantt');
    say({ type: 'ready' });
    answer({ type: 'drawn', ...PICTURE });
    expect(frame().posted.map(({ limits }) => limits.arrows)).toEqual([60, 200]);
  });

  it('tell their listeners', () => {
    const { diagrams, say, answer, request } = start();
    let calls = 0;
    const stop = diagrams.subscribe(() => {
      calls += 1;
    });
    request('a');
    say({ type: 'ready' });
    expect(calls).toBe(0);
    answer({ type: 'drawn', ...PICTURE });
    expect(calls).toBe(1);
    stop();
  });

  it('fail when one takes too long, and the next one gets a new frame', () => {
    const { frames, frame, say, answer, read, request, deadlineMs, pass } = start();
    request('slow');
    request('next');
    say({ type: 'ready' });
    expect(deadlineMs()).toBe(LOADING_LIMIT_MS);
    answer({ type: 'started' });
    expect(deadlineMs()).toBe(DRAWING_LIMIT_MS);
    pass();
    expect(read('slow')).toEqual({ type: 'failed', reason: 'too_slow' });
    expect(frames).toHaveLength(2);
    expect(frames[0]?.isRemoved).toBe(true);
    say({ type: 'ready' });
    expect(frame().posted.map(({ text }) => text)).toEqual(['next']);
  });

  it('all fail at once when the frame does not load, and can be tried again', () => {
    const { diagrams, frames, frame, say, answer, read, request, deadlineMs, pass } = start();
    request('a');
    request('b');
    frame().onLoaded();
    expect(deadlineMs()).toBe(READY_LIMIT_MS);
    pass();
    expect(read('a')).toEqual({ type: 'failed', reason: 'not_loaded' });
    expect(read('b')).toEqual({ type: 'failed', reason: 'not_loaded' });
    diagrams.retry('a', 'light');
    expect(read('a')).toBeUndefined();
    expect(frames).toHaveLength(2);
    say({ type: 'ready' });
    answer({ type: 'failed', reason: 'not_loaded' });
    expect(frames[1]?.isRemoved).toBe(true);
    diagrams.forgetUnloaded();
    expect(read('a')).toBeUndefined();
    expect(read('b')).toBeUndefined();
  });

  it('stay code when the answer is no picture, or for another one', () => {
    const { say, answer, read, request } = start();
    request('a');
    say({ type: 'ready' });
    say({ type: 'drawn', id: 99, ...PICTURE });
    say({ type: 'other' });
    expect(read('a')).toBeUndefined();
    answer({ type: 'drawn', ...PICTURE, svg: '<svg onload="alert(1)"></svg>' });
    expect(read('a')).toEqual({ type: 'failed', reason: 'not_drawn' });
  });

  it('are kept up to a number', () => {
    const { say, answer, read, request } = start();
    request('0');
    say({ type: 'ready' });
    answer({ type: 'drawn', ...PICTURE });
    for (let number = 1; number <= 60; number += 1) {
      request(String(number));
      answer({ type: 'drawn', ...PICTURE });
    }
    expect(read('0')).toBeUndefined();
    expect(read('60')).toMatchObject({ type: 'drawn' });
  });
});
