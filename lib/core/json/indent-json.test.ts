import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indentJson } from './indent-json.ts';

it.each([
  [
    '{"a":[1,{"b":"x, {y}"}],"c":{}}',
    '{\n  "a": [\n    1,\n    {\n      "b": "x, {y}"\n    }\n  ],\n  "c": {}\n}',
  ],
  [
    ' { "n" : 12345678901234567890.10 , "n" : 1 } ',
    '{\n  "n": 12345678901234567890.10,\n  "n": 1\n}',
  ],
  ['"a\\"b"', '"a\\"b"'],
  ['', ''],
  ['{"a":', '{"a":'],
  ['{city: 1}', '{city: 1}'],
])('indents %j', (text, indented) => {
  expect(indentJson(text)).toBe(indented);
});

it('says the same as before, whatever the value', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(indentJson(text))).toEqual(JSON.parse(text));
      expect(indentJson(indentJson(text))).toBe(indentJson(text));
    }),
  );
});

it('grows at most with the length of a deep value', () => {
  for (const length of [1_000, 5_000]) {
    const text = '['.repeat(length) + ']'.repeat(length);
    expect(indentJson(text).length).toBeLessThan(100 * length);
  }
});
