import { expect, it } from 'vitest';
import { isObject } from './is-object.ts';
import { isRecord } from './is-record.ts';

it.each([
  [{}, true, true],
  [{ a: 1 }, true, true],
  [Object.create(null), true, true],
  [[], false, true],
  [[{}], false, true],
  [null, false, false],
  [undefined, false, false],
  ['{}', false, false],
  [0, false, false],
  [true, false, false],
  [() => null, false, false],
])('of %o isRecord is %j and isObject is %j', (value, record, object) => {
  expect(isRecord(value)).toBe(record);
  expect(isObject(value)).toBe(object);
});

it('takes an error for an object', () => {
  expect(isObject(new Error('x'))).toBe(true);
});
