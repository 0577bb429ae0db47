import { expect, test } from 'vitest';
import { statusPhrase } from './status-phrase.ts';

test.each([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [413, 'Content Too Large'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [504, 'Gateway Timeout'],
])('returns the registered phrase for %i: %s', (status, phrase) => {
  expect(statusPhrase(status)).toBe(phrase);
});

test.each([498, 499, 520, 529, 418, 200, 0, 999])('returns null for %i', (status) => {
  expect(statusPhrase(status)).toBeNull();
});
