import { localRecords } from '../storage/journal/local-records.ts';
import { createDrawingWatch, type DrawingPage } from './drawing-watch.ts';

const page: DrawingPage = {
  isHidden: () => document.hidden,
  // A frame's callback runs before that frame is laid out and painted, so this waits for a second
  // one.
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

/** The watch of this page. Marks are in local storage, so that another load or tab finds them. */
export const pageDrawingWatch = createDrawingWatch(localRecords, page);
