import { expect, it } from 'vitest';
import { sharesThread } from './shares-thread.ts';

it.each([
  [false, { userAgentData: { mobile: false } }],
  [true, { userAgentData: { mobile: true } }],
  [true, { userAgentData: {} }],
  [true, {}],
])('is %s for %j', (shares, browser) => {
  expect(sharesThread(browser)).toBe(shares);
});
