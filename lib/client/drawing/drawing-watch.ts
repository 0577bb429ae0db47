import type { LocalRecords } from '../storage/journal/local-records.ts';
import { STUCK_AFTER_MS, wasDrawingStuck } from './was-drawing-stuck.ts';

const PREFIX = 'starlight.drawing.';
/**
 * A reply counts as rendered this long after the last paint: its code is highlighted in between.
 */
const SETTLE_MS = 1_000;

/** What the watch needs from the page. */
export type DrawingPage = {
  isHidden: () => boolean;
  /** Runs `then` once the current content has been painted, and only while the page is visible. */
  afterPaint: (then: () => void) => void;
  /** Runs `then` after the delay unless it is canceled first. */
  wait: (then: () => void, delayMs: number) => () => void;
  /** Runs `then` when the page is left or hidden, which only works if the page isn't frozen. */
  onLeave: (then: () => void) => void;
};

type DrawingWatch = {
  /**
   * Call before a formatted reply of this conversation is parsed or put on screen. Cheap enough for
   * every frame.
   */
  begin: (conversationId: string) => void;
  /**
   * Whether an earlier load of this conversation never finished, so that this one should show plain
   * text.
   */
  isPlain: (conversationId: string) => boolean;
  /** The user wants formatted replies anyway. */
  format: (conversationId: string) => void;
  subscribe: (listener: () => void) => () => void;
};

type Drawing = { id: string; since: number; isPainted: boolean };

/**
 * Keeps a mark in local storage while replies of a conversation are being rendered. A mark that is
 * still there when the conversation is reopened means that rendering it once froze a page for good:
 * any page that still responds removes its mark when the user leaves.
 */
export function createDrawingWatch(
  records: LocalRecords,
  page: DrawingPage,
  now: () => number = Date.now,
): DrawingWatch {
  const plain = new Map<string, boolean>();
  const listeners = new Set<() => void>();
  let drawing: Drawing | null = null;
  let cancelEnd = () => {};

  const end = () => {
    cancelEnd();
    if (drawing) records.remove(PREFIX + drawing.id);
    drawing = null;
  };
  page.onLeave(() => {
    // A page that froze and only recovered when the user left stays marked.
    if (drawing && (drawing.isPainted || now() - drawing.since < STUCK_AFTER_MS)) end();
  });

  return {
    begin(id) {
      if (page.isHidden() || (drawing?.id === id && !drawing.isPainted)) return;
      cancelEnd();
      if (drawing && drawing.id !== id) end();
      // While a reply streams, the mark stays from frame to frame and its time is kept up to date.
      if (!drawing || now() - drawing.since >= SETTLE_MS) {
        drawing = { id, since: now(), isPainted: false };
        records.write(PREFIX + id, String(drawing.since));
      }
      const begun = drawing;
      begun.isPainted = false;
      page.afterPaint(() => {
        begun.isPainted = true;
        if (drawing === begun) cancelEnd = page.wait(end, SETTLE_MS);
      });
    },
    isPlain(id) {
      const cached = plain.get(id);
      if (cached !== undefined) return cached;
      const stuck = wasDrawingStuck(records.read(PREFIX + id), now());
      plain.set(id, stuck);
      return stuck;
    },
    format(id) {
      plain.set(id, false);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
