import { expect, test } from 'vitest';
import { conversationOf } from '#tests/support/store-fixtures.ts';
import { createDeletionClock } from './deletion-clock.ts';

const deleted = (deletedAt: number) => conversationOf({ deletedAt });

test('the time runs from the deletion, in whatever tab it was', () => {
  let now = 50_000;
  const { remainingMs } = createDeletionClock(() => now);
  expect(remainingMs(deleted(46_000))).toBe(6000);
  now += 6000;
  expect(remainingMs(deleted(46_000))).toBe(0);
});

test('a deletion from the future waits no longer than one from now', () => {
  let now = 50_000;
  const { remainingMs } = createDeletionClock(() => now);
  expect(remainingMs(deleted(9_000_000))).toBe(10_000);
  now += 10_000;
  expect(remainingMs(deleted(9_000_000))).toBe(0);
});

test('a clock that is set back adds at most the whole time', () => {
  let now = 50_000;
  const { remainingMs } = createDeletionClock(() => now);
  remainingMs(deleted(50_000));
  now = 10_000;
  expect(remainingMs(deleted(50_000))).toBe(10_000);
});
