import { afterEach, describe, expect, it, vi } from 'vitest';
import { paceFrames } from './pace-frames.ts';

/** A screen of so many frames a second, and a page that asks for the next drawing after each. */
function drawingsInASecond({ framesPerSecond = 60, isHidden = false } = {}): number[] {
  let now = 0;
  const frameMs = 1000 / framesPerSecond;
  const waiting: { at: number; callback: () => void }[] = [];
  const at = (time: number, callback: () => void) => waiting.push({ at: time, callback });
  vi.stubGlobal('document', { hidden: isHidden });
  vi.stubGlobal('performance', { now: () => now });
  vi.stubGlobal('setTimeout', (callback: () => void, ms: number) => at(now + ms, callback));
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) =>
    at((Math.floor(now / frameMs + 1e-6) + 1) * frameMs, callback),
  );
  const onNextFrame = paceFrames();
  const drawn: number[] = [];
  const draw = () => {
    drawn.push(now);
    onNextFrame(draw);
  };
  onNextFrame(draw);
  while (now < 1000) {
    const next = waiting.sort((a, b) => a.at - b.at).shift();
    if (!next) break;
    now = next.at;
    next.callback();
  }
  return drawn;
}

afterEach(() => vi.unstubAllGlobals());

describe('paceFrames', () => {
  it('draws the first piece in the next frame', () => {
    expect(drawingsInASecond()[0]).toBeCloseTo(1000 / 60);
  });

  it.each([
    [30, 30],
    [60, 30],
    [90, 45],
    [120, 40],
    [144, 48],
  ])('of %i frames a second, has text drawn in %i', (framesPerSecond, drawings) => {
    const { length } = drawingsInASecond({ framesPerSecond });
    expect(Math.abs(length - drawings)).toBeLessThanOrEqual(1);
  });

  it('uses a timer in a hidden tab, which has no frames', () => {
    expect(drawingsInASecond({ isHidden: true })).toEqual([200, 400, 600, 800, 1000]);
  });

  it('calls back in the next frame after a pause in the reply', () => {
    let now = 0;
    const frames: (() => void)[] = [];
    vi.stubGlobal('document', { hidden: false });
    vi.stubGlobal('performance', { now: () => now });
    vi.stubGlobal('setTimeout', () => expect.unreachable('It waits'));
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
    const onNextFrame = paceFrames();
    onNextFrame(() => undefined);
    frames[0]?.();
    now = 21;
    onNextFrame(() => undefined);
    expect(frames).toHaveLength(2);
  });
});
