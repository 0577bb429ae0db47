import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

it('decodes the output of JSON.stringify', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

it.each(['', ' ', '{', '{"a":1', "{'a':1}", 'undefined', 'NaN', '[DONE]', '<html>'])(
  'returns undefined for %j',
  (text) => {
    expect(parseJson(text)).toBeUndefined();
  },
);

it('makes __proto__ a field and leaves the prototype alone', () => {
  const value = parseJson('{"__proto__":{"polluted":true}}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
