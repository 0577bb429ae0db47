import { describe, expect, it } from 'vitest';
import { isHarmlessPicture } from './is-harmless-picture.ts';

const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${content}</svg>`;

describe('a picture', () => {
  it.each([
    ['nothing', svg('')],
    [
      'shapes and words',
      svg('<g class="a"><rect x="1" y="2"/><text>a &lt;script&gt; b</text></g>'),
    ],
    [
      'words about addresses',
      svg('<text>https://evil.example url(http://x) @import onload="x"</text>'),
    ],
    [
      'styles',
      svg('<style>#d{fill:#fff;}@keyframes dash{to{x:0;}}#d .a&gt;b{fill:url(#g);}</style>'),
    ],
    ['its own parts', svg('<path marker-end="url(#end)" d="M0,0L1,1"/><use xlink:href="#a"/>')],
    ['quoted own parts', svg('<path style="fill: url(&quot;#g&quot;);"/>')],
    ['a label with a backslash', svg('<g aria-label="C:\\temp" data-id="a\\b"/>')],
  ])('may have %s', (_, picture) => {
    expect(isHarmlessPicture(picture)).toBe(true);
  });

  it.each([
    ['another document', '<html><svg xmlns="http://www.w3.org/2000/svg"></svg></html>'],
    ['a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`],
    ['an instruction', svg('<?xml-stylesheet href="http://evil.example"?>')],
    ['unparsed text', svg('<![CDATA[<script>1</script>]]>')],
    ['a comment', svg('<!-- a -->')],
    ['a script', svg('<script>alert(1)</script>')],
    [
      'a script of another namespace',
      svg('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'),
    ],
    ['HTML', svg('<foreignObject><iframe/></foreignObject>')],
    ['a picture', svg('<image href="http://evil.example/a.png"/>')],
    ['a link', svg('<a href="javascript:alert(1)"><text>a</text></a>')],
    ['an animation', svg('<set attributeName="href" to="javascript:alert(1)"/>')],
    ['a handler', svg('', ' onload="alert(1)"')],
    ['a handler in capitals', svg('<g ONCLICK="alert(1)"/>')],
    ['a reference to elsewhere', svg('<use href="http://evil.example/a.svg#a"/>')],
    ['a reference by namespace', svg('<use xlink:href="data:image/svg+xml,a"/>')],
    ['another namespace', svg('<g xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['another base', svg('<g xml:base="http://evil.example/"/>')],
    ['an imported style', svg('<style>@import "http://evil.example/a.css";</style>')],
    ['a font', svg('<style>@font-face{src:url(#a)}</style>')],
    ['a loaded style', svg('<style>a{background:url(http://evil.example)}</style>')],
    [
      'a loaded style after an own one',
      svg('<style>a{fill:url(#a)}b{fill:url( "//evil.example")}</style>'),
    ],
    ['a loaded attribute', svg('<rect fill="url(http://evil.example/a.svg#b)"/>')],
    ['a loaded style attribute', svg('<rect style="background:URL(http://evil.example)"/>')],
    ['a set of pictures', svg('<style>a{background:image-set("http://evil.example" 1x)}</style>')],
    ['an escaped import', svg('<style>@\\69mport "http://evil.example"</style>')],
    ['an escaped address', svg('<rect fill="\\75rl(http://evil.example)"/>')],
    ['an address in character references', svg('<rect fill="&#117;rl(http://evil.example)"/>')],
    ['an attribute without quotes', svg('<g onload=alert(1) a="b"/>')],
    ['an attribute in other quotes', svg("<g onload='alert(1)'/>")],
    ['no end', '<svg xmlns="http://www.w3.org/2000/svg"'],
  ])('may not have %s', (_, picture) => {
    expect(isHarmlessPicture(picture)).toBe(false);
  });

  it('is read in time that grows with its length', () => {
    const start = performance.now();
    for (const piece of ['<g ', '<g a="', '<style>url(#', '<g/>', '"', '@keyframes']) {
      isHarmlessPicture(svg(piece.repeat(200_000)));
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
