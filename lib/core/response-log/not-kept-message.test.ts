import { expect, it } from 'vitest';
import { notKeptMessage } from './not-kept-message.ts';

it.each([
  [0, 0, null],
  [1204, 0, '1,204 requests to unknown paths were counted but not kept'],
  [1, 0, '1 request to an unknown path was counted but not kept'],
  [0, 1, '1 older refusal was counted but not kept'],
  [1, 1, '1 request to an unknown path and 1 older refusal were counted but not kept'],
  [2, 31_000, '2 requests to unknown paths and 31,000 older refusals were counted but not kept'],
])('describes %i unknown paths and %i refusals', (unknownPaths, refusals, words) => {
  expect(notKeptMessage({ unknownPaths, refusals })).toBe(words);
});
