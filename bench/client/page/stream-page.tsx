import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { paceFrames } from '../../../lib/client/chat/pace-frames.ts';
import { CONTESTANTS } from './contestants.tsx';

/** What a run looks like from inside the page. All in ms, except for the shift. */
export type Frames = { intervals: number[]; blocking: number; shift: number };

type Run = {
  name: string;
  text: string;
  /** What is there before the run, in characters. */
  from: number;
  charactersPerFrame: number;
};

/** The only one that does not draw in each frame. */
const PACED = 'Starlight';

let root: Root | undefined;
let blocking = 0;
let shift = 0;

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) blocking += Math.max(0, duration - 50);
}).observe({ type: 'longtask' });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shift += Number(Reflect.get(entry, 'value'));
}).observe({ type: 'layout-shift' });

/** Draws the beginning of a run. */
function prepare({ name, text, from }: Run): void {
  root?.unmount();
  const element = document.getElementById('root');
  if (!element) throw new Error('The page has no root.');
  root = createRoot(element);
  draw(name, text.slice(0, from), true);
}

/** Adds the rest of the text, the same part of it in each frame, and follows its end. */
async function stream({ name, text, from, charactersPerFrame }: Run): Promise<Frames> {
  blocking = 0;
  shift = 0;
  const intervals: number[] = [];
  let at = from;
  let isPending = false;
  // As the app does it: see `runTurn`.
  const onNextFrame = name === PACED ? paceFrames() : (drawNow: () => void) => drawNow();
  const drawNow = () => {
    isPending = false;
    if (at < text.length) draw(name, text.slice(0, at), true);
  };
  let last = await nextFrame();
  while (at < text.length) {
    at = Math.min(at + charactersPerFrame, text.length);
    if (!isPending) {
      isPending = true;
      onNextFrame(drawNow);
    }
    const now = await nextFrame();
    intervals.push(now - last);
    last = now;
  }
  draw(name, text, false);
  await new Promise((done) => setTimeout(done, 300));
  return { intervals, blocking, shift };
}

function draw(name: string, text: string, streaming: boolean): void {
  const contestant = CONTESTANTS[name];
  flushSync(() => root?.render(contestant?.(text, streaming)));
  const scroller = document.getElementById('scroller');
  if (scroller) scroller.scrollTop = 1e9;
}

function nextFrame(): Promise<number> {
  return new Promise((done) => requestAnimationFrame(done));
}

Object.assign(window, { bench: { prepare, stream } });
