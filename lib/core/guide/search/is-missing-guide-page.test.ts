import { expect, it } from 'vitest';
import { isMissingGuidePage } from './is-missing-guide-page.ts';

it.each([
  ['/errors/no_such_kind', true],
  ['/errors/toString', true],
  ['/errors/rate-limited/', true],
  ['/errors/rate_limited', false],
  ['/errors/rate_limited/', false],
  ['/errors', false],
  ['/errors/', false],
  ['/errors/none/such', false],
  ['/', false],
])('returns for %s: %s', (pathname, expected) => {
  expect(isMissingGuidePage(pathname)).toBe(expected);
});
