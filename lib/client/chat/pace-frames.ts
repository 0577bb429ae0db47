/**
 * Drawing a piece of a reply costs a frame's style, layout and paint, however short it is. So after a frame
 * with text this long passes before the next: every second one of 60 in a second, every third of 120.
 */
const PAUSE_MS = 20;
const HIDDEN_MS = 200;

/**
 * Makes a function that calls back in a frame in which more of a reply may be drawn: the next one if none was
 * lately. A hidden tab paints no frames, so it uses a timer.
 */
export function paceFrames(): (callback: () => void) => void {
  let drawnAt = -PAUSE_MS;
  return (callback) => {
    const draw = () =>
      requestAnimationFrame(() => {
        drawnAt = performance.now();
        callback();
      });
    const pauseMs = drawnAt + PAUSE_MS - performance.now();
    if (document.hidden) setTimeout(callback, HIDDEN_MS);
    else if (pauseMs > 0) setTimeout(draw, pauseMs);
    else draw();
  };
}
