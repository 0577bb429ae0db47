import { expect, test } from 'vitest';
import { isDeleted } from './is-deleted.ts';

test('a conversation is deleted until it is restored or someone writes in it', () => {
  expect(isDeleted({ updatedAt: 5 })).toBe(false);
  expect(isDeleted({ updatedAt: 5, deletedAt: 5 })).toBe(true);
  expect(isDeleted({ updatedAt: 5, deletedAt: 9 })).toBe(true);
  expect(isDeleted({ updatedAt: 5, deletedAt: 0 })).toBe(false);
  expect(isDeleted({ updatedAt: 10, deletedAt: 9 })).toBe(false);
  expect(isDeleted({ updatedAt: 0, deletedAt: 0 })).toBe(false);
});
