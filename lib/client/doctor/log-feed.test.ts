import { expect, it } from 'vitest';
import type { ResponseLog } from '#lib/core/response-log/response-log.ts';
import { countWaiting, EMPTY_FEED, showLatest, takeLog } from './log-feed.ts';

const logOf = (...ids: string[]): ResponseLog => ({
  enabled: true,
  capacity: 500,
  others: 500,
  ownOnly: false,
  instance: { id: '0123abcd', startedAt: '2026-11-22T12:00:00.000Z', oneOfSeveral: false },
  entries: ids.map((requestId) => ({ requestId, time: '2026-11-22T12:00:01.000Z' })),
});
const idsOf = (log: ResponseLog | null) => log?.entries.map(({ requestId }) => requestId);

it('shows the first log at once, even while someone is reading', () => {
  expect(idsOf(takeLog(EMPTY_FEED, logOf('b', 'a'), true).shown)).toEqual(['b', 'a']);
});

it('holds back and counts new entries while someone is reading', () => {
  const before = takeLog(EMPTY_FEED, logOf('b', 'a'), false);
  const reading = takeLog(before, logOf('d', 'c', 'b'), true);
  expect(idsOf(reading.shown)).toEqual(['b', 'a']);
  expect(countWaiting(reading)).toBe(2);
  const after = showLatest(reading);
  expect(idsOf(after.shown)).toEqual(['d', 'c', 'b']);
  expect(countWaiting(after)).toBe(0);
});

it('shows new entries at once when nobody is reading', () => {
  const feed = takeLog(takeLog(EMPTY_FEED, logOf('a'), false), logOf('b', 'a'), false);
  expect(idsOf(feed.shown)).toEqual(['b', 'a']);
  expect(countWaiting(feed)).toBe(0);
});

it('keeps the objects of existing entries', () => {
  const before = takeLog(EMPTY_FEED, logOf('a'), false);
  const after = takeLog(before, logOf('b', 'a'), false);
  expect(after.shown?.entries[1]).toBe(before.shown?.entries[0]);
});
