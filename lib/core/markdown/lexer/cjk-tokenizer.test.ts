import { describe, expect, it } from 'vitest';
import { every, lastOf, readAtOnce } from '#tests/support/arriving-markdown.ts';
import type { Inline } from '../markdown-tree.ts';

/** The inlines of a paragraph as HTML. */
function htmlOf(text: string): string {
  const [paragraph] = readAtOnce(text);
  return paragraph?.type === 'paragraph' ? paragraph.children.map(toHtml).join('') : '';
}

function toHtml(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  const content = 'children' in inline ? inline.children.map(toHtml).join('') : '';
  switch (inline.type) {
    case 'strong':
      return `<strong>${content}</strong>`;
    case 'emphasis':
      return `<em>${content}</em>`;
    case 'strike':
      return `<del>${content}</del>`;
    case 'link':
      return `<a>${content}</a>`;
    default:
      return content;
  }
}

// The first column is from the amendments' own examples and from public reports.
describe.each([
  ['**真，**她', '<strong>真，</strong>她'],
  ['他说**“你好”**吧', '他说<strong>“你好”</strong>吧'],
  ['~~删除。~~然后', '<del>删除。</del>然后'],
  ['*真，*她', '<em>真，</em>她'],
  ['**이 별표(괄호)**이 문장', '<strong>이 별표(괄호)</strong>이 문장'],
  ['**「引用」**の', '<strong>「引用」</strong>の'],
  ['**テスト**（てすと）は', '<strong>テスト</strong>（てすと）は'],
  ['太郎は**“C#”**が好き', '太郎は<strong>“C#”</strong>が好き'],
  ['𠮷**（野）**家', '𠮷<strong>（野）</strong>家'],
  // Other scripts that write words without spaces.
  ['**ภาษาไทย(Thai)**และ', '<strong>ภาษาไทย(Thai)</strong>และ'],
  ['คำ**"คำพูด"**ของ', 'คำ<strong>"คำพูด"</strong>ของ'],
  ['~~ราคา 100!~~ราคา', '<del>ราคา 100!</del>ราคา'],
  ['**ລາວ(Lao)**ແລະ', '<strong>ລາວ(Lao)</strong>ແລະ'],
  ['**ខ្មែរ។**ហើយ', '<strong>ខ្មែរ។</strong>ហើយ'],
  ['**မြန်မာ။**စာ', '<strong>မြန်မာ။</strong>စာ'],
])('%s', (text, html) => {
  it('is emphasized as its writer meant it', () => {
    expect(htmlOf(text)).toBe(html);
  });

  it('is so for every size of piece that it arrives in', () => {
    for (const size of [1, 2, 3, 5]) {
      expect(lastOf(text, every(size)).document.flat()).toEqual(readAtOnce(text));
    }
  });
});

describe('emphasis without East Asian characters', () => {
  it.each(['**a,**b', '2**3', 'a**"b"**c'])('stays as CommonMark has it: %s', (text) => {
    expect(htmlOf(text)).toBe(text);
  });
});

describe('a single tilde', () => {
  it.each(['H~2~O', '~5 to ~6', '~there~', '約~5~個'])('is text: %s', (text) => {
    expect(htmlOf(text)).toBe(text);
  });

  it('does not keep two from striking out', () => {
    expect(htmlOf('~~H~2~O~~')).toBe('<del>H~2~O</del>');
  });
});

describe('an address without brackets', () => {
  it.each([
    ['见https://example.com，然后', '见<a>https://example.com</a>，然后'],
    ['https://example.com/a?b=1。下', '<a>https://example.com/a?b=1</a>。下'],
    ['（https://example.com/a）的', '（<a>https://example.com/a</a>）的'],
    ['“https://example.com/a”', '“<a>https://example.com/a</a>”'],
    ['https://example.com的文档', '<a>https://example.com</a>的文档'],
    ['www.example.com、后', '<a>www.example.com</a>、后'],
    ['https://zh.wikipedia.org/wiki/中文 是', '<a>https://zh.wikipedia.org/wiki/中文</a> 是'],
    ['https://example.com…', '<a>https://example.com</a>…'],
    ['«https://example.com/a»', '«<a>https://example.com/a</a>»'],
    ['‹https://example.com/a›', '‹<a>https://example.com/a</a>›'],
    ['https://example.com/a؟ نعم', '<a>https://example.com/a</a>؟ نعم'],
    ['https://example.com/a، ثم', '<a>https://example.com/a</a>، ثم'],
    ['https://example.com/a।', '<a>https://example.com/a</a>।'],

    ['https://example.com/a\u200bครับ', '<a>https://example.com/a</a>\u200bครับ'],
    ['https://example.com/a\u200f.', '<a>https://example.com/a</a>\u200f.'],
  ])('ends before punctuation of the text around it: %s', (text, html) => {
    expect(htmlOf(text)).toBe(html);
  });
});
