import { expect, it } from 'vitest';
import { fieldOf } from './field-of.ts';

it('reads a field of a JSON object', () => {
  expect(fieldOf({ a: null }, 'a')).toBeNull();
  expect(fieldOf(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
});

it.each([
  [{}, 'a'],
  [['x'], '0'],
  [['x'], 'length'],
  ['text', 'length'],
  [null, 'a'],
  [undefined, 'a'],
])('returns undefined for %j and %j', (value, name) => {
  expect(fieldOf(value, name)).toBeUndefined();
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'does not read %s from the prototype',
  (name) => {
    expect(fieldOf({}, name)).toBeUndefined();
  },
);
