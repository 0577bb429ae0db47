import { describe, expect, it, vi } from 'vitest';
import { layoutCost, MAX_BLOCK_COST } from '#lib/core/markdown/layout/layout-cost.ts';
import { renderMarkdown } from './render-markdown.ts';

vi.mock('#components/ui/copy-button.tsx', () => ({
  CopyButton: ({ label }: { label: string }) => label,
}));

const LENGTH = 40_000;
const BLOCK_START = /<(?:p|li|h[4-6]|td|th|pre|figure|div)[ >]|<span class="[^"]*(?:block|chunk)/;

/** The cost of the most expensive stretch of text that a browser lays out as one. */
function maxBlockCost(html: string): number {
  const blocks = html.split(BLOCK_START).map((block) => block.replace(/<[^>]*>?|^[^<]*>/g, ''));
  return Math.max(
    ...blocks.map((text) =>
      text.split('').reduce((sum, unit) => sum + layoutCost(unit.charCodeAt(0)), 0),
    ),
  );
}

const repeat = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length));

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['letters of two directions', repeat('אa')],
  ['lines of two directions', repeat('שלום hello\n')],
  ['words of joined letters', repeat('سلام ')],
  ['emphasis within', repeat('א*a* ')],
  ['strong around', `**${repeat('אa ')}a**`],
  ['links within', repeat('[א](https://b.c) a ')],
  ['code in a line', `\`${repeat('אa ')}\``],
  ['a line of code', `\`\`\`js\n${repeat('אa')}\n\`\`\``],
  ['lines of code', `\`\`\`js\n${repeat('const א = "a";\n')}\n\`\`\``],
  ['an item', `- ${repeat('אa ')}`],
  ['a quote', `> ${repeat('אa ')}`],
  ['a heading', `# ${repeat('אa ')}`],
  ['a cell', `|a|\n|-|\n|${repeat('אa ')}|`],
  ['HTML', `<div>\n${repeat('אa\n')}`],
  ['a line of HTML', `<div>${repeat('אa ')}`],
];

describe('one layout block', () => {
  it.each(TEXTS)('is bounded, in a reply of %s', (_, text) => {
    for (const streaming of [false, true]) {
      expect(maxBlockCost(renderMarkdown(text, streaming))).toBeLessThanOrEqual(
        2.1 * MAX_BLOCK_COST,
      );
    }
  });

  it('is drawn as before when a growing paragraph needs another', () => {
    const text = (length: number) => 'a **b** `c` '.repeat(length);
    const [one, two] = [renderMarkdown(text(1000)), renderMarkdown(text(2000))];
    expect([one, two].map((html) => html.split('class="block"').length - 1)).toEqual([0, 1]);
    expect(two.startsWith(one.slice(0, -100))).toBe(true);
  });

  it('is detected by the test when it is not bounded', () => {
    expect(maxBlockCost(`<p>${repeat('אa')}</p>`)).toBeGreaterThan(4 * MAX_BLOCK_COST);
  });
});
