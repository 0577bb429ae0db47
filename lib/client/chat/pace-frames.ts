/**
 * Drawing a piece of a reply costs a frame's style, layout and paint, however short it is. So after a frame
 * with text this long passes before the next: every second one of 60 in a second, every third of 120.
 */
const PAUSE_MS = 20;
const HIDDEN_MS = 200;

type PaceOptions = {
  isHidden?: () => boolean;
  onFrame?: (callback: () => void) => void;
  wait?: (callback: () => void, delayMs: number) => void;
  /** A clock in ms. */
  now?: () => number;
};

/**
 * Makes a function that calls back in a frame in which more of a reply may be drawn: the next one if none was
 * lately. A hidden tab paints no frames, so it uses a timer.
 */
export function paceFrames(options: PaceOptions = {}): (callback: () => void) => void {
  const {
    isHidden = () => document.hidden,
    onFrame = (drawNow) => requestAnimationFrame(drawNow),
    wait = (then, delayMs) => setTimeout(then, delayMs),
    now = () => performance.now(),
  } = options;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return (callback) => {
    if (isHidden()) {
      wait(callback, HIDDEN_MS);
      return;
    }
    const draw = () =>
      onFrame(() => {
        drawnAt = now();
        callback();
      });
    const pauseMs = drawnAt + PAUSE_MS - now();
    if (pauseMs > 0) wait(draw, pauseMs);
    else draw();
  };
}
