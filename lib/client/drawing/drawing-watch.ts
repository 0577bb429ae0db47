import type { LocalRecords } from '../storage/journal/local-records.ts';
import { STUCK_AFTER_MS, wasDrawingStuck } from './was-drawing-stuck.ts';

const PREFIX = 'starlight.drawing.';
/** So long after the last paint a reply is taken for drawn: its code is coloured in between. */
const SETTLE_MS = 1_000;

/** What the watch needs of the page. */
export type DrawingPage = {
  isHidden: () => boolean;
  /** Runs `then` once what is drawn now has been painted. Does so only while the page is visible. */
  afterPaint: (then: () => void) => void;
  /** Runs `then` after that time unless it is called off first. */
  wait: (then: () => void, delayMs: number) => () => void;
  /** Runs `then` when the page is left or hidden: only a page that is not stuck can. */
  onLeave: (then: () => void) => void;
};

type DrawingWatch = {
  /** A formatted reply of this conversation is about to be read or put on screen. Cheap: called for each frame. */
  begin: (conversationId: string) => void;
  /** Whether an earlier load of this conversation never ended, so that this one is to show plain text. */
  isPlain: (conversationId: string) => boolean;
  /** The person wants formatted replies all the same. */
  format: (conversationId: string) => void;
  subscribe: (listener: () => void) => () => void;
};

type Drawing = { id: string; since: number; isPainted: boolean };

/**
 * Leaves a mark in local storage for as long as replies of a conversation are being drawn. One that is
 * still there when the conversation is opened again tells that drawing it once stopped a page for good:
 * nothing else leaves it, as a page that can still do anything takes it away when it is left.
 */
export function createDrawingWatch(
  records: LocalRecords,
  page: DrawingPage,
  now: () => number = Date.now,
): DrawingWatch {
  const plain = new Map<string, boolean>();
  const listeners = new Set<() => void>();
  let drawing: Drawing | null = null;
  let callOffEnd = () => {};

  const end = () => {
    callOffEnd();
    if (drawing) records.remove(PREFIX + drawing.id);
    drawing = null;
  };
  page.onLeave(() => {
    // A page that was stuck, and goes on only to be left, stays marked.
    if (drawing && (drawing.isPainted || now() - drawing.since < STUCK_AFTER_MS)) end();
  });

  return {
    begin(id) {
      if (page.isHidden() || (drawing?.id === id && !drawing.isPainted)) return;
      callOffEnd();
      if (drawing && drawing.id !== id) end();
      // While a reply streams the mark stays from frame to frame, and its time is kept up to date.
      if (!drawing || now() - drawing.since >= SETTLE_MS) {
        drawing = { id, since: now(), isPainted: false };
        records.write(PREFIX + id, String(drawing.since));
      }
      const begun = drawing;
      begun.isPainted = false;
      page.afterPaint(() => {
        begun.isPainted = true;
        if (drawing === begun) callOffEnd = page.wait(end, SETTLE_MS);
      });
    },
    isPlain(id) {
      const known = plain.get(id);
      if (known !== undefined) return known;
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
