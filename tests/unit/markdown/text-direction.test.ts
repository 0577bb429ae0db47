import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

describe('a reply in a language that is written from right to left', () => {
  const html = renderMarkdown(
    [
      '# שלום',
      'פסקה עם `code` בפנים.',
      '- פריט\n- item\n\n- loose',
      '> ציטוט\n>\n> שני',
      '| עמודה | b |\n|---|---|\n| 1 | 2 |',
      '```js\nlet a = 1;\n```',
    ].join('\n\n'),
  );

  it('has a direction for each block', () => {
    expect(html).toMatch(/<h4 dir="auto"/);
    expect(html).toMatch(/<p dir="auto"/);
    expect(html).toMatch(/<ul dir="rtl"/);
    expect(html).toMatch(/<blockquote dir="rtl"/);
    expect(html).toMatch(/<table dir="auto"/);
  });

  it('has no direction of its own on code', () => {
    expect(html).not.toMatch(/<(?:code|pre)[^>]* dir=/);
  });
});

describe('a list', () => {
  it.each([
    ['- item', 'ltr'],
    ['1. [x](https://example.com)', 'ltr'],
    ['- **مرحبا** hello', 'rtl'],
    ['- [ ] مهمة', 'rtl'],
  ])('takes its direction from its first letter: %s', (text, direction) => {
    expect(renderMarkdown(text)).toMatch(new RegExp(`<[uo]l dir="${direction}"`));
  });

  it('takes the direction around it if it has no letters', () => {
    expect(renderMarkdown('- 1')).not.toMatch(/<ul dir/);
  });
});
