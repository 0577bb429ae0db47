import 'server-only';
import type { LogLine } from './log-fields.ts';

/** Lines of one kind that are written within a minute; of those beyond, the number alone. */
export const LINES_A_MINUTE = 30;
const MINUTE_MS = 60_000;
// What can be told apart is bounded by our own words; this holds should that ever change.
const MAX_KINDS = 500;

/** A count in place of lines. */
export type SampledCount<Kind> = Kind & { count: number; since: string };

/** `Kind` is what tells one kind of line from another: words of our own, none from outside. */
export type LogSampler<Kind extends LogLine> = {
  /** Whether a line of this kind is to be written; one that is not is counted. */
  isWritten: (kind: Kind) => boolean;
  /** Tells every count that is not told yet. */
  flush: () => void;
};

type SamplerOptions<Kind> = {
  /** Kinds of which each line is written. */
  isAlwaysWritten?: (kind: Kind) => boolean;
  /** Milliseconds from any point; never goes back. */
  now?: () => number;
  after?: (ms: number, action: () => void) => void;
};

type Window<Kind> = { kind: Kind; startedAt: number; since: string; seen: number };

/**
 * Bounds what a flood of requests writes: of each kind of line the first thirty of a minute, then one
 * line a minute with the number of the others.
 *
 * @param tell writes one count
 */
export function createLogSampler<Kind extends LogLine>(
  tell: (count: SampledCount<Kind>) => void,
  {
    isAlwaysWritten = () => false,
    now = () => performance.now(),
    after = (ms, action) => void setTimeout(action, ms).unref(),
  }: SamplerOptions<Kind> = {},
): LogSampler<Kind> {
  const windows = new Map<string, Window<Kind>>();
  let isWaiting = false;

  const close = (key: string, { kind, since, seen }: Window<Kind>) => {
    windows.delete(key);
    if (seen > LINES_A_MINUTE) tell({ ...kind, count: seen - LINES_A_MINUTE, since });
  };

  const closeOver = () => {
    isWaiting = false;
    for (const [key, window] of windows) {
      if (now() - window.startedAt >= MINUTE_MS) close(key, window);
    }
    waitForNext();
  };

  const waitForNext = () => {
    const [next] = [...windows.values()].filter(({ seen }) => seen > LINES_A_MINUTE);
    if (isWaiting || !next) return;
    isWaiting = true;
    after(Math.max(0, next.startedAt + MINUTE_MS - now()), closeOver);
  };

  const flush = () => {
    for (const [key, window] of windows) close(key, window);
  };

  return {
    isWritten(kind) {
      if (isAlwaysWritten(kind)) return true;
      const key = JSON.stringify(kind);
      const open = windows.get(key);
      if (open && now() - open.startedAt >= MINUTE_MS) close(key, open);
      if (windows.size >= MAX_KINDS) flush();
      const since = new Date().toISOString();
      const window = windows.get(key) ?? { kind, startedAt: now(), since, seen: 0 };
      windows.set(key, window);
      window.seen += 1;
      if (window.seen === LINES_A_MINUTE + 1) waitForNext();
      return window.seen <= LINES_A_MINUTE;
    },
    flush,
  };
}
