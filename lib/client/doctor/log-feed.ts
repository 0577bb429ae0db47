import type { ResponseEntry, ResponseLog } from '#lib/core/response-log/response-log.ts';

/** The log on screen and the latest one: new rows are held back while someone is reading. */
export type LogFeed = { shown: ResponseLog | null; latest: ResponseLog | null };

export const EMPTY_FEED: LogFeed = { shown: null, latest: null };

/**
 * Takes a new log from the server. Existing entries stay the same objects, so that their rows do not
 * render again.
 *
 * @param isRead whether someone is reading the rows on screen, so that new ones must not move them
 */
export function takeLog(feed: LogFeed, log: ResponseLog, isRead: boolean): LogFeed {
  const entriesById = new Map(
    (feed.latest?.entries ?? []).map((entry) => [entry.requestId, entry]),
  );
  const entries = log.entries.map((entry) => entriesById.get(entry.requestId) ?? entry);
  const latest = { ...log, entries };
  return { latest, shown: isRead && feed.shown ? feed.shown : latest };
}

/** Shows the latest log. */
export function showLatest(feed: LogFeed): LogFeed {
  return { ...feed, shown: feed.latest };
}

/** How many entries are held back. */
export function countWaiting({ shown, latest }: LogFeed): number {
  if (shown === latest) return 0;
  const shownIds = new Set(shown?.entries.map(idOf));
  return (latest?.entries ?? []).filter((entry) => !shownIds.has(idOf(entry))).length;
}

function idOf({ requestId }: ResponseEntry): string {
  return requestId;
}
