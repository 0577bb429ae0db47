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
])('for %o, isRecord returns %j and isObject returns %j', (value, record, object) => {
  expect(isRecord(value)).toBe(record);
  expect(isObject(value)).toBe(object);
});

it('isObject returns true for an error', () => {
  expect(isObject(new Error('x'))).toBe(true);
});
