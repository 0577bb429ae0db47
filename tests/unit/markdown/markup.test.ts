import { describe, expect, it, vi } from 'vitest';
import { renderMarkdown, renderStructure } from './render-markdown.ts';

vi.mock('#components/markdown/code-tools.tsx', () => ({ CodeTools: () => 'Copy code' }));
vi.mock('#components/markdown/table-tools.tsx', () => ({ TableTools: () => null }));

const FEATURES: readonly (readonly [feature: string, text: string, html: string])[] = [
  ['a paragraph', 'One\ntwo', '<p>One\ntwo</p>'],
  ['paragraphs', 'One\n\ntwo', '<p>One</p><p>two</p>'],
  [
    'headings, below those of the page',
    '# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6',
    '<h4>1</h4><h4>2</h4><h4>3</h4><h5>4</h5><h6>5</h6><h6>6</h6>',
  ],
  ['underlined headings', 'One\n===\n\nTwo\n---', '<h4>One</h4><h4>Two</h4>'],
  [
    'emphasis',
    '*a* _b_ **c** __d__ ***e***',
    '<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>',
  ],
  ['emphasis within emphasis', '**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
  [
    'no emphasis within words',
    'snake_case_name and 2 * 3 * 4',
    '<p>snake_case_name and 2 * 3 * 4</p>',
  ],
  ['strikethrough', '~~gone~~', '<p><del>gone</del></p>'],
  ['inline code', '`a < b` and `` ` ``', '<p><code>a &lt; b</code> and <code>`</code></p>'],
  ['entities in code as written', '`&amp;`', '<p><code>&amp;amp;</code></p>'],
  ['escapes', '\\*a\\* \\# \\\\', '<p>*a* # \\</p>'],
  ['entities', '&copy; &lt;b&gt; &#65; &nope;', '<p>© &lt;b&gt; A &amp;nope;</p>'],
  [
    'what is folded away',
    '<details>\n<summary>The **log**</summary>\n\n- a\n- b\n\n</details>\n\nAfter.',
    '<details><summary>The <strong>log</strong></summary><div><ul><li>a</li><li>b</li></ul></div></details><p>After.</p>',
  ],
  [
    'what is folded away without blank lines, in it and around it',
    'Before.\n<details open><summary>Title</summary>Some *text*\n</details>\nAfter.',
    '<p>Before.</p><details open=""><summary>Title</summary><div><p>Some <em>text</em></p></div></details><p>After.</p>',
  ],
  [
    'what is folded away within it, and without a title',
    '<details>\n\na\n\n<details><summary>b</summary>c</details>\n\nd\n\n</details>',
    '<details><summary>Details</summary><div><p>a</p><details><summary>b</summary><div><p>c</p></div></details><p>d</p></div></details>',
  ],
  [
    'what is folded away in a list and in a quote',
    '- a\n\n  <details>\n  <summary>b</summary>\n\n  c\n\n  </details>\n\n> <details><summary>d</summary>\n> e\n> </details>',
    '<ul><li><p>a</p><details><summary>b</summary><div><p>c</p></div></details></li></ul><blockquote><details><summary>d</summary><div><p>e</p></div></details></blockquote>',
  ],
  [
    'tags of it that have attributes or no partner, as text',
    '<details class="a">\nb\n\nc\n\n</details>\n\n<summary>d</summary>\n\nThe `</details>` tag.',
    '<pre><span>&lt;details class=&quot;a&quot;&gt;\nb</span></pre><p>c</p><pre><span>&lt;/details&gt;</span></pre><pre><span>&lt;summary&gt;d&lt;/summary&gt;</span></pre><p>The <code>&lt;/details&gt;</code> tag.</p>',
  ],
  [
    'footnotes, numbered by their marks, with notes that come before and after',
    'A[^b], *B[^One]* and C[^b].\n\n[^one]: Note *1*\n    still\n\n    - more\n[^b]: Note 2',
    '<p>A<sup>1</sup>, <em>B<sup>2</sup></em> and C<sup>1</sup>.</p></div><ol aria-label="Notes" start="1"><li value="1" tabindex="-1"><div><p>Note 2</p></div>↩↩2</li><li value="2" tabindex="-1"><div><p>Note <em>1</em>\nstill</p><ul><li>more</li></ul></div>↩</li></ol>',
  ],
  [
    'marks without a note, notes without a mark, and marks in code and links, as they were written',
    'A[^x] `[^1]` \\[^1] [a [^1]](https://example.com) [^a b] [1]\n\n[^y]: Why\n\n[^1]: One',
    '<p>A[^x] <code>[^1]</code> [^1] <a href="https://example.com/">a [^1]</a> [^a b] [1]</p><p>[^y]: Why</p><p>[^1]: One</p>',
  ],
  [
    'footnotes of a table, a list and a quote, and in a note',
    '- a[^1]\n\n> b[^2]\n\n| c[^3] |\n|---|\n\n[^3]: three\n[^2]: two[^4]\n[^1]: https://example.com\n[^4]: four',
    '<ul><li>a<sup>1</sup></li></ul><blockquote><p>b<sup>2</sup></p></blockquote><figure><div role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">c<sup>3</sup></th></tr></thead></table></div></figure></div><ol aria-label="Notes" start="1"><li value="1" tabindex="-1"><div><p><a href="https://example.com/">https://example.com</a></p></div>↩</li><li value="2" tabindex="-1"><div><p>two<sup>4</sup></p></div>↩</li><li value="3" tabindex="-1"><div><p>three</p></div>↩</li><li value="4" tabindex="-1"><div><p>four</p></div>↩</li></ol>',
  ],
  ['a line like a table in a paragraph', 'a\ntext\n|--|--|\nb', '<p>a\ntext\n|--|--|\nb</p>'],
  ['hard line breaks', 'a  \nb\\\nc', '<p>a<br/>b<br/>c</p>'],
  ['a rule', 'a\n\n---\n\nb', '<p>a</p><hr/><p>b</p>'],
  [
    'a link',
    '[text](https://example.com/a "title")',
    '<p><a href="https://example.com/a">text</a></p>',
  ],
  [
    'a link by reference',
    '[text][Ref] and [ref]\n\n[REF]: <https://example.com/a> "title"',
    '<p><a href="https://example.com/a">text</a> and <a href="https://example.com/a">ref</a></p>',
  ],
  [
    'marks within a link',
    '[a **b**](https://example.com)',
    '<p><a href="https://example.com/">a <strong>b</strong></a></p>',
  ],
  [
    'autolinks',
    '<https://example.com> https://example.com/a. www.example.com me@example.com',
    '<p><a href="https://example.com/">https://example.com</a> <a href="https://example.com/a">https://example.com/a</a>. <a href="http://www.example.com/">www.example.com</a> <a href="mailto:me@example.com">me@example.com</a></p>',
  ],
  [
    'a link without text',
    '[](https://example.com/a)',
    '<p><a href="https://example.com/a">example.com</a></p>',
  ],
  ['a relative link as text', '[text](/docs) [other](docs.md)', '<p>text other</p>'],
  [
    'an image as a link',
    '![a *chart*](https://img.example/x.png)',
    '<p><a href="https://img.example/x.png">Image: a chart (img.example)</a></p>',
  ],
  [
    'an image without alt text',
    '![](https://img.example/x.png)',
    '<p><a href="https://img.example/x.png">Image (img.example)</a></p>',
  ],
  ['an image with a refused address as text', '![chart](x.png)', '<p>Image: chart</p>'],
  [
    'an image within a link',
    '[![chart](https://img.example/x.png)](https://example.com)',
    '<p><a href="https://example.com/">Image: chart</a></p>',
  ],
  [
    'the real host of a link that names another',
    '[paypal.com](https://evil.example)',
    '<p><a href="https://evil.example/">paypal.com<span> (evil.example)</span></a></p>',
  ],
  ['a list', '- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['a list of paragraphs', '- a\n\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a numbered list', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
  [
    'nested lists',
    '- a\n  - b\n    1. c',
    '<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>',
  ],
  [
    'a task list',
    '- [x] a\n- [ ] b',
    '<ul><li><input type="checkbox" aria-label="Done" disabled="" readOnly="" checked=""/>a</li><li><input type="checkbox" aria-label="To do" disabled="" readOnly=""/>b</li></ul>',
  ],
  ['a quote', '> a\n> b\n>\n> - c', '<blockquote><p>a\nb</p><ul><li>c</li></ul></blockquote>'],
  [
    'a table',
    '| a | b | c |\n|:--|:-:|--:|\n| 1 | **2** | `3` |\n| x \\| y |',
    '<figure><div role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col" class="text-left">a</th><th scope="col" class="text-center">b</th><th scope="col" class="text-right">c</th></tr></thead><tbody><tr><td class="text-left">1</td><td class="text-center"><strong>2</strong></td><td class="text-right"><code>3</code></td></tr><tr><td class="text-left">x | y</td><td colSpan="2"></td></tr></tbody></table></div></figure>',
  ],
  [
    'a line break in a cell',
    '| a |\n|---|\n| 1<br>2 |',
    '<figure><div role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>1<br/>2</td></tr></tbody></table></div></figure>',
  ],
  [
    'a fence',
    '```ts\nconst a = 1 < 2;\n\n```',
    '<figure><figcaption><span>TypeScript</span>Copy code</figcaption><pre role="group" aria-label="TypeScript code" tabindex="0"><code><span>const a = 1 &lt; 2;\n\n</span></code></pre></figure>',
  ],
  [
    'a fence in an unknown language',
    '~~~ brainfuck x\n+\n~~~',
    '<figure><figcaption><span>brainfuck</span>Copy code</figcaption><pre role="group" aria-label="brainfuck code" tabindex="0"><code><span>+\n</span></code></pre></figure>',
  ],
  [
    'indented code',
    '    a\n      b',
    '<figure><figcaption><span>Code</span>Copy code</figcaption><pre role="group" aria-label="Code" tabindex="0"><code><span>a\n  b\n</span></code></pre></figure>',
  ],
  [
    'an empty fence',
    '```\n```',
    '<figure><figcaption><span>Code</span>Copy code</figcaption><pre role="group" aria-label="Code" tabindex="0"><code></code></pre></figure>',
  ],
  ['HTML as text', 'a <b>c</b> <i>', '<p>a &lt;b&gt;c&lt;/b&gt; &lt;i&gt;</p>'],
  ['line breaks that are written as HTML', 'a<br>b<BR/>c', '<p>a<br/>b<br/>c</p>'],
  ['nothing for a line of them', 'a\n\n<br>\n\nb', '<p>a</p><p>b</p>'],
  [
    'subscripts, superscripts and keys',
    'H<sub>2</sub>O x<sup>*n*</sup> <kbd>Ctrl</kbd>',
    '<p>H<sub>2</sub>O x<sup><em>n</em></sup> <kbd>Ctrl</kbd></p>',
  ],
  [
    'those with attributes as text',
    '<sub id="a">2</sub>',
    '<p>&lt;sub id=&quot;a&quot;&gt;2&lt;/sub&gt;</p>',
  ],
  [
    'those without a partner as text',
    '<sub>2 <sup>3</sub> </kbd>',
    '<p><sub>2 &lt;sup&gt;3</sub> &lt;/kbd&gt;</p>',
  ],
  [
    'a block of HTML as text',
    '<div>\n *a*\n</div>\n\nb',
    '<pre><span>&lt;div&gt;\n *a*\n&lt;/div&gt;</span></pre><p>b</p>',
  ],
];

describe('a reply', () => {
  it.each(FEATURES)('shows %s', (_, text, html) => {
    expect(renderStructure(text)).toBe(html);
  });

  it('opens links in a window that has no access to this one', () => {
    expect(renderMarkdown('[a](https://example.com)')).toContain(
      '<a href="https://example.com/" target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">a</a>',
    );
  });
});

describe('a streaming reply', () => {
  it.each([
    ['nothing yet', '', '<p class="streaming-mark"></p>'],
    ['a paragraph', 'a **b', '<p class="streaming-mark">a <strong>b</strong></p>'],
    ['a heading', '# a', '<h4 class="streaming-mark">a</h4>'],
    ['the last item', '- a\n- b', '<ul><li>a</li><li class="streaming-mark">b</li></ul>'],
    [
      'the last item within an item',
      '- a\n  - b',
      '<ul><li>a<ul><li class="streaming-mark">b</li></ul></li></ul>',
    ],
    [
      'the last paragraph of an item',
      '- a\n\n  b',
      '<ul><li><p>a</p><p class="streaming-mark">b</p></li></ul>',
    ],
    ['a quote', '> a', '<blockquote><p class="streaming-mark">a</p></blockquote>'],
    [
      'the line of code being written',
      '```\na\nb',
      '<figure><figcaption><span>Code</span>Copy code</figcaption><pre role="group" aria-label="Code" tabindex="0"><code><span class="streaming-mark">a\nb</span></code></pre></figure>',
    ],
    [
      'the text after code',
      '```\na\n```\n',
      '<figure><figcaption><span>Code</span>Copy code</figcaption><pre role="group" aria-label="Code" tabindex="0"><code><span>a\n</span></code></pre></figure><p class="streaming-mark"></p>',
    ],
    ['the text after a rule', 'a\n\n---\n', '<p>a</p><hr/><p class="streaming-mark"></p>'],
  ])('has its indicator at the end of %s', (_, text, html) => {
    expect(renderStructure(text, true)).toBe(html);
  });

  it('has its indicator in the cell being written', () => {
    const html = renderStructure('| a | b |\n|---|---|\n| 1 |', true);
    expect(html).toContain('<td class="streaming-mark">1</td><td></td>');
  });
});

describe('a long reply', () => {
  it('is laid out in parts, except for its end, and contains all of its text', () => {
    const words = Array.from({ length: 400 }, (_, index) => `word${index}`);
    const html = renderMarkdown(words.join('\n\n'));
    expect(html.match(/class="reply-flow reply-part reply-lazy"/g)).toHaveLength(12);
    expect(html.lastIndexOf('class="reply-flow reply-part"')).toBeGreaterThan(
      html.lastIndexOf('reply-lazy'),
    );
    expect(html.match(/word\d+/g)).toEqual(words);
    expect(renderMarkdown(words.slice(0, 100).join('\n\n'))).not.toContain('reply-lazy');
  });

  it('numbers a long list continuously', () => {
    const html = renderMarkdown('7. item\n'.repeat(600));
    expect(html.match(/<ol start="\d+"/g)).toEqual([
      '<ol start="7"',
      '<ol start="263"',
      '<ol start="519"',
    ]);
    expect(html.match(/<li/g)).toHaveLength(600);
    expect(html.match(/reply-lazy/g)).toHaveLength(2);
  });
});
