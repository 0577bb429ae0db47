import { type LocalRecords, localRecords } from '../storage/journal/local-records.ts';
import { isTemporary } from '../storage/temporary/temporary-ids.ts';
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

/** A temporary chat leaves no mark: no page can open it again. */
const marks: LocalRecords = {
  ...localRecords,
  write(name, text) {
    if (!isTemporary(name)) localRecords.write(name, text);
  },
};

/** The watch of this page. Marks are in local storage, so that another load or tab finds them. */
export const pageDrawingWatch = createDrawingWatch(marks, page);
