import { expect, it } from 'vitest';
import { findOpenFence } from './find-open-fence.ts';

it.each([
  ['Text.\n```js\nconst a', '```js'],
  ['Text.\n``` python title="a" \nprint', '```python'],
  ['~~~\na\n```\nb', '~~~'],
  ['````markdown\n```js\nx\n```\n', '````markdown'],
  ['- item\n\n  ```sh\n  ls', '```sh'],
  ['```\na\n```\n```js\nb', '```js'],
])('finds the opening fence of the code block at the end of %j', (text, opening) => {
  const { marker, language } = findOpenFence(text) ?? {};
  expect(`${marker}${language}`).toBe(opening);
});

it.each(['', 'Text.', '```js\na\n```', '```js\na\n````\n', 'a ``` b', '```a``` inline'])(
  'finds no open fence in %j',
  (text) => {
    expect(findOpenFence(text)).toBeNull();
  },
);
