import { expect, it } from 'vitest';
import { measureCode } from './measure-code.ts';

it('measures code in chunks of complete lines', () => {
  expect(measureCode([])).toEqual({ lines: 0, longestLine: 0, length: 0 });
  expect(measureCode(['a\n\nabc\n', 'ab\n'])).toEqual({ lines: 4, longestLine: 3, length: 10 });
});
