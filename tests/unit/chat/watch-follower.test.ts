import { expect, it } from 'vitest';
import { watchFollower } from '#components/chat/watch-follower.ts';

/** A frame that keeps its place within bounds, as a browser does at each layout. */
function frameOf(scrollHeight: number, clientHeight: number) {
  const frame = Object.assign(new EventTarget(), { scrollTop: 0, scrollHeight, clientHeight });
  const scroll = (top: number) => {
    frame.scrollTop = Math.max(0, Math.min(top, frame.scrollHeight - frame.clientHeight));
    frame.dispatchEvent(new Event('scroll'));
  };
  const resize = (change: { scrollHeight?: number; clientHeight?: number }) => {
    Object.assign(frame, change);
    const end = frame.scrollHeight - frame.clientHeight;
    if (frame.scrollTop > end) scroll(end);
  };
  // It has all that is read of it.
  return { frame: frame as unknown as HTMLElement, scroll, resize };
}

function start(target = Number.POSITIVE_INFINITY) {
  const log = frameOf(2000, 500);
  const watched = watchFollower(log.frame, { follows: true, target: () => target });
  log.scroll(target);
  return { ...log, ...watched };
}

it('takes no change of size for the reader, in any order', () => {
  const { resize, follows } = start();
  for (const clientHeight of [155, 500, 100, 700, 3000, 20]) {
    resize({ clientHeight });
    expect(follows()).toBe(true);
  }
  resize({ scrollHeight: 1500 });
  resize({ scrollHeight: 4000 });
  expect(follows()).toBe(true);
});

it('knows at once that the reader has scrolled up, until they are at the end again', () => {
  const { scroll, resize, follows } = start();
  scroll(1460);
  expect(follows()).toBe(false);
  resize({ clientHeight: 300 });
  scroll(1500);
  expect(follows()).toBe(false);
  scroll(1700);
  expect(follows()).toBe(true);
  scroll(1600);
  resize({ clientHeight: 1000 });
  // All that is left of the log is in view.
  expect(follows()).toBe(true);
});

it('counts the place where a question is held', () => {
  const { scroll, leave, follows } = start(900);
  scroll(1500);
  scroll(900);
  expect(follows()).toBe(true);
  scroll(800);
  expect(follows()).toBe(false);
  scroll(1500);
  leave();
  expect(follows()).toBe(false);
});
