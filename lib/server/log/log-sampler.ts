import 'server-only';
import type { LogLine } from './log-fields.ts';

/** How many lines of one kind are written per minute; further ones are only counted. */
export const LINES_PER_MINUTE = 30;
const MINUTE_MS = 60_000;
// The kinds are words of ours, so there are few; this bounds them if that ever changes.
const MAX_KINDS = 500;

/** A count that replaces lines. */
export type SampledCount<Kind> = Kind & { count: number; since: string };

/** `Kind` tells one kind of line from another, using only words of ours. */
export type LogSampler<Kind extends LogLine> = {
  /** Whether to write a line of this kind; otherwise it is counted. */
  isWritten: (kind: Kind) => boolean;
  /** Writes all pending counts. */
  flush: () => void;
};

type SamplerOptions<Kind> = {
  /** Kinds that are always written. */
  isAlwaysWritten?: (kind: Kind) => boolean;
  /** A monotonic clock in milliseconds. */
  now?: () => number;
  after?: (ms: number, action: () => void) => void;
};

type Window<Kind> = { kind: Kind; startedAt: number; since: string; seen: number };

/**
 * Limits what a flood of requests writes: the first thirty lines of each kind per minute, then one
 * line per minute with the number of the rest.
 *
 * @param writeCount writes one count
 */
export function createLogSampler<Kind extends LogLine>(
  writeCount: (count: SampledCount<Kind>) => void,
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
    if (seen > LINES_PER_MINUTE) writeCount({ ...kind, count: seen - LINES_PER_MINUTE, since });
  };

  const closeExpired = () => {
    isWaiting = false;
    for (const [key, window] of windows) {
      if (now() - window.startedAt >= MINUTE_MS) close(key, window);
    }
    waitForNext();
  };

  const waitForNext = () => {
    const [next] = [...windows.values()].filter(({ seen }) => seen > LINES_PER_MINUTE);
    if (isWaiting || !next) return;
    isWaiting = true;
    after(Math.max(0, next.startedAt + MINUTE_MS - now()), closeExpired);
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
      if (window.seen === LINES_PER_MINUTE + 1) waitForNext();
      return window.seen <= LINES_PER_MINUTE;
    },
    flush,
  };
}
