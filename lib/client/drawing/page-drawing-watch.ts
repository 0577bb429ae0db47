import { localRecords } from '../storage/journal/local-records.ts';
import { createDrawingWatch, type DrawingPage } from './drawing-watch.ts';

const page: DrawingPage = {
  isHidden: () => document.hidden,
  // A callback for a frame runs before that frame is laid out and painted, so it takes a second one.
  afterPaint: (then) => {
    requestAnimationFrame(() => requestAnimationFrame(then));
  },
  wait: (then, delayMs) => {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
  onLeave: (then) => {
    if (typeof window === 'undefined') return;
    window.addEventListener('pagehide', then);
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) then();
    });
  },
};

/** The watch of this page: marks are in local storage, so that another load or tab finds them. */
export const pageDrawingWatch = createDrawingWatch(localRecords, page);
