import { describe, expect, it } from 'vitest';
import { spokenText } from './spoken-text.ts';

describe('spokenText', () => {
  it.each([
    ['So.', 'So.'],
    ['**So** `it` *is*', 'So it is'],
    ['# Title\n\nText[^a].\n\n[^a]: A note', 'Title. Text. A note'],
    ['- one\n- two:\n  - three\n', 'one. two: three'],
    ['| a | b |\n|---|---|\n| c | d |\n', 'a, b. c, d'],
    ['> Said\n\n---\n\n```js\nlet a = 1;\n```\n', 'Said. let a = 1;'],
    ['<details>\n<summary>More</summary>\n\nFolded.\n</details>', 'More. Folded.'],
    ['[a page](https://a.example/x), H<sub>2</sub>O', 'a page, H2O'],
    ['**请看**这里。', '请看这里。'],
    ['An **open', 'An open'],
    ['', ''],
  ])('says the words of %j', (markdown, words) => {
    expect(spokenText(markdown)).toBe(words);
  });
});
