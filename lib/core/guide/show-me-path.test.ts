import { expect, it } from 'vitest';
import { showMePath } from './show-me-path.ts';

it.each([
  ['chat', true, true, '/?ask=%2Fsimulate%20rate_limited'],
  ['chat', true, false, '/?ask=%2Fsimulate%20rate_limited'],
  ['chat', false, false, null],
  ['setup', true, true, '/demo?ask=%2Fsimulate%20rate_limited'],
  ['unprotected', false, true, '/demo?ask=%2Fsimulate%20rate_limited'],
  ['sign_in', false, false, null],
  ['closed', false, false, null],
] as const)(
  'in mode %s (simulate: %s, demo: %s), showMePath returns %s',
  (mode, simulateAllowed, demoOffered, path) => {
    expect(showMePath('rate_limited', { mode, simulateAllowed }, { demoOffered })).toBe(path);
  },
);
