import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { Blocks } from '#components/markdown/block-view.tsx';
import { highlightCode } from '#components/markdown/highlight-code.ts';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';
import { HOSTILE_LISTS, REFUSED_ADDRESSES } from '#tests/support/hostile-strings.ts';
import { findDangers } from './find-dangers.ts';
import { renderMarkdown } from './render-markdown.ts';

vi.mock('#components/markdown/code-tools.tsx', () => ({ CodeTools: () => 'Copy code' }));
vi.mock('#components/markdown/table-tools.tsx', () => ({ TableTools: () => null }));

const LISTS = Object.entries(HOSTILE_LISTS);

/** Cut at every UTF-16 unit, including in the middle of an emoji. */
function prefixesOf(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1));
}

function describeDangers(text: string, html: string): string[] {
  return findDangers(html).map((danger) => `${danger} from ${JSON.stringify(text)}`);
}

/**
 * Dangers at the prefixes of a reply, each continued from the previous one, as the component does.
 *
 * @param seen prefixes that were rendered already: their output depends on nothing else, and many
 *   strings start alike
 */
function findDangersInStream(text: string, seen: Set<string>): string[] {
  const found: string[] = [];
  let stream = EMPTY_STREAM;
  for (const prefix of prefixesOf(text)) {
    stream = advanceMarkdown(stream, prefix, true);
    if (seen.has(prefix)) continue;
    seen.add(prefix);
    const blocks = createElement(Blocks, { blocks: stream.document.flat(), hasIndicator: true });
    found.push(...describeDangers(prefix, renderToStaticMarkup(blocks)));
  }
  return found;
}

describe('hostile text', () => {
  it.each(LISTS)('does no harm at any step of its stream: %s', (_, strings) => {
    const seen = new Set<string>();
    expect(strings.flatMap((text) => findDangersInStream(text, seen))).toEqual([]);
    expect(seen.size).toBeGreaterThan(strings.length);
  });

  it.each(LISTS)('does no harm wherever it is cut off: %s', (_, strings) => {
    const prefixes = new Set(strings.flatMap(prefixesOf));
    const found = Array.from(prefixes).flatMap((text) =>
      describeDangers(text, renderMarkdown(text)),
    );
    expect(found).toEqual([]);
  });

  it.each(LISTS)('stays text when it is highlighted as code: %s', async (_, strings) => {
    const code = strings.join('\n').replaceAll('\r', '');
    for (const language of ['xml', 'javascript', 'php', 'markdown'] as const) {
      const [tokens = []] = await Array.fromAsync(highlightCode([code], language));
      expect(tokens.map((token) => (typeof token === 'string' ? token : token.text)).join('')).toBe(
        code,
      );
    }
  });

  it.each(REFUSED_ADDRESSES)('makes no link to %j', (address) => {
    expect(renderMarkdown(`[click](<${address}>) ![pic](<${address}>)`)).not.toContain('<a ');
  });

  it("keeps bidi and zero-width characters out of a link's text", () => {
    const html = renderMarkdown(
      '[pay\u200bpal\u202e.com\u2066](https://evil.example) ![a\u202eb](https://evil.example/x)',
    );
    expect(html).not.toMatch(/[\u200b\u202e\u2066]/);
    expect(html).toContain('paypal.com<span class="text-muted"> (evil.example)</span>');
  });

  it('is detected by the test when it is harmful', () => {
    expect(
      findDangers('<p><img src="x" onerror="y"/><a href="javascript:x" style="z">a</a></p>'),
    ).toEqual([
      '<img>',
      'src="x"',
      'onerror="y"',
      'style="z"',
      'javascript:x',
      'unguarded javascript:x',
    ]);
    expect(findDangers('<p>a <!-- b</p>')).toEqual(['a bare <']);
    expect(findDangers('<input type="image"/>')).toEqual(['type="image"']);
    expect(findDangers('<pre class="hostile-class"></pre>')).toEqual(['a class of its own']);
  });
});
