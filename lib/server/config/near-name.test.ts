import { expect, it } from 'vitest';
import { findNearName } from './near-name.ts';

const NAMES = ['DAILY_TOKENS', 'DAILY_SPEND', 'RATE_LIMIT'];

it.each([
  ['DAILY_TOKENS', 'DAILY_TOKENS'],
  ['DAILY_TOKEN', 'DAILY_TOKENS'],
  ['DIALY_TOKENS', 'DAILY_TOKENS'],
  ['DAYLY_TOKEN', 'DAILY_TOKENS'],
  ['RATELIMIT', 'RATE_LIMIT'],
  ['RATE_LIMITS', 'RATE_LIMIT'],
  ['DAILY_SPEED', 'DAILY_SPEND'],
  ['DAILY', null],
  ['MONTHLY_SPEND', null],
  ['', null],
])('findNearName matches %s to %j', (misspelled, name) => {
  expect(findNearName(misspelled, NAMES)).toBe(name);
});
