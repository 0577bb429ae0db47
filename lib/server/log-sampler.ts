import 'server-only';
import type { LogFields } from './log-fields.ts';
import type { ResponseClass } from './response-log/class-of-response.ts';

/** Lines of one kind that are written within a minute; of those beyond, the number alone. */
export const LINES_A_MINUTE = 30;
const MINUTE_MS = 60_000;
// What can be told apart is bounded by our own words; this holds should that ever change.
const MAX_KINDS = 500;

/** What tells one kind of line from another: words of our own, none from outside. */
export type SampledLine = { class: ResponseClass } & Pick<LogFields, 'route' | 'method' | 'kind'>;

/** A count in place of lines. */
export type SampledCount = SampledLine & { count: number; since: string };

export type LogSampler = {
  /** Whether a line is to be written; one that is not is counted. */
  isWritten: (line: SampledLine) => boolean;
  /** Tells every count that is not told yet. */
  flush: () => void;
};

type SamplerOptions = {
  /** Milliseconds from any point; never goes back. */
  now?: () => number;
  after?: (ms: number, action: () => void) => void;
};

type Window = { line: SampledLine; startedAt: number; since: string; seen: number };

/**
 * Bounds what a flood of requests writes: of each kind of line the first thirty of a minute, then one
 * line a minute with the number of the others. Turns, which can cost money, codes that were compared
 * and sign-ins are written each.
 *
 * @param tell writes one count
 */
export function createLogSampler(
  tell: (count: SampledCount) => void,
  {
    now = () => performance.now(),
    after = (ms, action) => void setTimeout(action, ms).unref(),
  }: SamplerOptions = {},
): LogSampler {
  const windows = new Map<string, Window>();
  let isWaiting = false;

  const close = (key: string, { line, since, seen }: Window) => {
    windows.delete(key);
    if (seen > LINES_A_MINUTE) tell({ ...line, count: seen - LINES_A_MINUTE, since });
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
    isWritten({ class: of, route, method, kind }) {
      const line = { class: of, route, method, kind };
      if (isAlwaysWritten(line)) return true;
      const key = JSON.stringify([of, route, method, kind]);
      const open = windows.get(key);
      if (open && now() - open.startedAt >= MINUTE_MS) close(key, open);
      if (windows.size >= MAX_KINDS) flush();
      const since = new Date().toISOString();
      const window = windows.get(key) ?? { line, startedAt: now(), since, seen: 0 };
      windows.set(key, window);
      window.seen += 1;
      if (window.seen === LINES_A_MINUTE + 1) waitForNext();
      return window.seen <= LINES_A_MINUTE;
    },
    flush,
  };
}

function isAlwaysWritten({ class: of, route, method }: SampledLine): boolean {
  if (of === 'turn' || of === 'wrong_code') return true;
  return of === 'account' && route === '/api/session' && method === 'POST';
}
