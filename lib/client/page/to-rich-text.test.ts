import { describe, expect, it } from 'vitest';
import { type RichNode, toRichText } from './to-rich-text.ts';

type Attributes = Record<string, string>;

function h(name: string, attributes: Attributes, ...children: (RichNode | string)[]): RichNode {
  const childNodes = children.map((child) =>
    typeof child === 'string' ? { nodeName: '#text', textContent: child, childNodes: [] } : child,
  );
  return {
    nodeName: name.toUpperCase(),
    textContent: childNodes.map(({ textContent }) => textContent).join(''),
    childNodes,
    className: attributes['class'] ?? '',
    getAttribute: (attribute) => attributes[attribute] ?? null,
  };
}
const rich = (...children: (RichNode | string)[]) => toRichText(h('div', {}, ...children));

describe('toRichText', () => {
  it('keeps the structure of a reply, without what is for this page', () => {
    const table = h('table', { dir: 'auto' }, h('tr', {}, h('td', { class: 'text-left' }, '1')));
    expect(
      rich(
        h('h4', { class: 'text-xl', dir: 'auto' }, 'Title'),
        h('figure', { class: 'code-card' }, h('figcaption', {}, 'TypeScript'), h('pre', {}, 'a')),
        h('figure', {}, h('div', { class: 'table-scroll' }, table)),
        h('div', { class: 'table-tools' }, h('button', {}, 'Copy as CSV')),
        h('ol', { start: '3' }, h('li', { value: '3' }, 'three')),
        h('button', {}, 'Show all 90 lines'),
      ),
    ).toBe(
      '<h4 dir="auto">Title</h4><pre>a</pre>' +
        '<table dir="auto" border="1" cellpadding="6" style="border-collapse:collapse"><tr><td>1</td></tr></table>' +
        '<ol start="3"><li value="3">three</li></ol>',
    );
  });

  it('escapes text, and lets no other element or attribute through', () => {
    expect(rich('<img src=x onerror="alert(1)"> & more')).toBe(
      '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more',
    );
    expect(
      rich(
        h('script', {}, 'alert(1)'),
        h('img', { src: 'https://example.com/' }),
        h('iframe', { srcdoc: 'x' }, 'x'),
        h('p', { onclick: 'alert(1)', style: 'position:fixed', id: 'x' }, 'kept'),
        h('a', { href: 'javascript:alert(1)' }, 'no address'),
        h('a', { href: 'https://example.com/?a="><script>' }, 'address'),
      ),
    ).toBe(
      '<p>kept</p><a>no address</a>' +
        '<a href="https://example.com/?a=&quot;&gt;&lt;script&gt;">address</a>',
    );
  });

  it('has formulas as their source, boxes as signs, and numbers of notes and sources as text', () => {
    const formula = h(
      'span',
      { class: 'math-drawn' },
      h('span', { class: 'math-source', 'aria-hidden': 'true' }, '$a < b$'),
      h('math', {}, 'a<b'),
    );
    const note = h('sup', {}, h('button', { class: 'footnote-mark' }, '1'));
    const source = h('a', { class: 'citation', href: 'https://example.com/' }, '2');
    expect(rich(formula, h('input', { 'aria-label': 'Done' }), note, source)).toBe(
      '$a &lt; b$☑ <sup>1</sup>[<a href="https://example.com/">2</a>]',
    );
    expect(rich(h('details', {}, h('summary', {}, 'More'), h('p', {}, 'text')))).toBe(
      '<p><strong>More</strong></p><p>text</p>',
    );
  });
});
