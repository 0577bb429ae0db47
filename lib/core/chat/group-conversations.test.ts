import { expect, test } from 'vitest';
import { conversationOf } from '#tests/support/store-fixtures.ts';
import { groupConversations } from './group-conversations.ts';

const now = Date.UTC(2026, 10, 30, 12);
const options = { now, locale: 'en-US', timeZone: 'UTC' };

const at = (id: string, updatedAt: number, more = {}) => conversationOf({ id, updatedAt, ...more });

function grouped(list: ReturnType<typeof at>[], given = options) {
  return groupConversations(list, given).map(
    ({ name, conversations }) => `${name}: ${conversations.map(({ id }) => id).join(' ')}`,
  );
}

test('conversations are grouped by day, then by month, with the pinned first', () => {
  const list = [
    at('ahead', Date.UTC(2027, 5, 1)),
    at('a', now),
    at('b', Date.UTC(2026, 10, 30, 0)),
    at('c', Date.UTC(2026, 10, 29, 23, 59)),
    at('d', Date.UTC(2026, 10, 28)),
    at('e', Date.UTC(2026, 10, 23)),
    at('f', Date.UTC(2026, 10, 22)),
    at('g', Date.UTC(2026, 9, 31), { archived: true }),
    at('h', Date.UTC(2026, 9, 30)),
    at('i', Date.UTC(2025, 9, 30), { pinned: true }),
    at('j', Date.UTC(2025, 9, 29)),
    at('k', Date.UTC(2025, 9, 28), { pinned: true, archived: true }),
  ];
  expect(grouped(list)).toEqual([
    'Pinned: i',
    'Today: ahead a b',
    'Yesterday: c',
    'Previous 7 days: d e',
    'November: f',
    'October: h',
    'October 2025: j',
    'Archived: g k',
  ]);
});

test('a day is the one of the reader, also when the clocks change', () => {
  const list = [at('a', Date.UTC(2026, 9, 25, 22, 30)), at('b', Date.UTC(2026, 9, 24, 21, 30))];
  const berlin = { now: Date.UTC(2026, 9, 25, 23), locale: 'de', timeZone: 'Europe/Berlin' };
  expect(grouped(list, berlin)).toEqual(['Yesterday: a', 'Previous 7 days: b']);
});

test('no conversations are no groups', () => {
  expect(groupConversations([], options)).toEqual([]);
});
