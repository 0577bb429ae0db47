import type { ResponseEntry, ResponseLog } from '#lib/core/response-log/response-log.ts';

/** What is on screen, and what the server said last: new rows wait while someone reads. */
export type LogFeed = { shown: ResponseLog | null; latest: ResponseLog | null };

export const EMPTY_FEED: LogFeed = { shown: null, latest: null };

/**
 * Takes in what the server says. Entries that were there stay the same objects, so that their rows
 * need not be drawn again.
 *
 * @param isRead somebody reads the rows on screen: new ones must not push them away
 */
export function takeLog(feed: LogFeed, log: ResponseLog, isRead: boolean): LogFeed {
  const known = new Map((feed.latest?.entries ?? []).map((entry) => [entry.requestId, entry]));
  const entries = log.entries.map((entry) => known.get(entry.requestId) ?? entry);
  const latest = { ...log, entries };
  return { latest, shown: isRead && feed.shown ? feed.shown : latest };
}

/** Puts on screen what the server said last. */
export function showLatest(feed: LogFeed): LogFeed {
  return { ...feed, shown: feed.latest };
}

/** How many entries wait to be shown. */
export function countWaiting({ shown, latest }: LogFeed): number {
  if (shown === latest) return 0;
  const known = new Set(shown?.entries.map(idOf));
  return (latest?.entries ?? []).filter((entry) => !known.has(idOf(entry))).length;
}

function idOf({ requestId }: ResponseEntry): string {
  return requestId;
}
