import { expect, it } from 'vitest';
import { findCode } from './code-ranges.ts';

it.each([
  ['a `b` c', ['`b`']],
  ['a `` b ` c `` d', ['`` b ` c ``']],
  ['a ` b', []],
  ['a ` b\n\nc ` d', []],
  ['a `b\nc` d', ['`b\nc`']],
  ['a\n```js\nb `c\n```\n`d`', ['```js\nb `c\n```\n', '`d`']],
  ['~~~\na\n```\n~~~\nb', ['~~~\na\n```\n~~~\n']],
  ['- ```\n  a\n  ```\nb', ['- ```\n  a\n  ```\n']],
  ['`a`\n```\nb', ['`a`', '```\nb']],
  ['```a`b```', ['```a`b```']],
  ['', []],
])('finds the code in %j', (text, code) => {
  expect(findCode(text).map(({ start, end }) => text.slice(start, end))).toEqual(code);
});

it('reads a long text of beginnings once', () => {
  const runs = Array.from({ length: 1_000 }, (_, at) => `${'`'.repeat(at + 1)} `).join('');
  expect(findCode(runs)).toEqual([]);
  expect(findCode('` '.repeat(500_000))).toHaveLength(250_000);
});
