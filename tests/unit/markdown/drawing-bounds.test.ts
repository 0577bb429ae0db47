import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import {
  MAX_MARKUP_PER_CHARACTER,
  MAX_NODES_OF_FRAME,
  MAX_NODES_PER_CHARACTER,
} from '#lib/core/markdown/layout/drawing-bounds.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';
import { every, lastOf } from '#tests/support/arriving-markdown.ts';
import { MARKDOWN_SHAPES, type MarkdownShape } from '#tests/support/markdown-shapes.ts';
import { renderMarkdown } from './render-markdown.ts';

const SHAPES = Object.entries(MARKDOWN_SHAPES);
const LENGTH = 3_000;

/** Elements and text nodes of a page: React separates adjacent texts with a comment. */
function countNodes(html: string): number {
  const elements = html.match(/<[a-z]/g)?.length ?? 0;
  const texts = html.match(/>[^<]+/g)?.length ?? 0;
  return elements + texts;
}

function expectBounded(text: string, streaming: boolean): void {
  const html = renderMarkdown(text, streaming);
  const nodes = MAX_NODES_PER_CHARACTER * text.length + MAX_NODES_OF_FRAME;
  expect(countNodes(html)).toBeLessThanOrEqual(nodes);
  expect(html.length).toBeLessThanOrEqual(MAX_MARKUP_PER_CHARACTER * (text.length + 10));
}

/** CPU time of this thread, so that other work on the machine is not counted. */
function measureCpuMs(work: () => unknown): number {
  const before = process.threadCpuUsage().user;
  work();
  return (process.threadCpuUsage().user - before) / 1000;
}

function parse(text: string): unknown {
  return advanceMarkdown(EMPTY_STREAM, text, false);
}

describe('the output for a reply', () => {
  it.each(SHAPES)('is bounded by its length: %s', (_, shape) => {
    const text = shape(LENGTH);
    for (const streaming of [false, true]) expectBounded(text, streaming);
  });

  it('is bounded by its length, whatever shapes are mixed', () => {
    const part = fc.tuple(fc.constantFrom(...SHAPES), fc.integer({ min: 1, max: 400 }));
    const mixture = fc
      .array(part, { minLength: 1, maxLength: 8 })
      .map((parts) => parts.map(([[, shape], length]) => shape(length)).join(''));
    fc.assert(
      fc.property(mixture, fc.constantFrom('', '> ', '- ', '  '), (mixed, indent) => {
        expectBounded(mixed.replaceAll(/^/gm, indent), false);
      }),
      { numRuns: 40 },
    );
  });

  it('is detected by the test when it is not bounded', () => {
    expect(countNodes('<p>a <b>c</b> d</p><br/>')).toBe(6);
    const cells = '<tr>'.concat('<td></td>'.repeat(LENGTH));
    expect(countNodes(cells.repeat(3))).toBeGreaterThan(MAX_NODES_PER_CHARACTER * LENGTH);
  });
});

/** How many times as long `work` takes for the longer text; `null` if it is too fast to measure. */
function growthOf(
  shape: MarkdownShape,
  lengths: [number, number],
  work: (text: string) => unknown,
) {
  const [short, long] = [shape(lengths[0]), shape(lengths[1])];
  const longMs = Math.min(
    measureCpuMs(() => work(long)),
    measureCpuMs(() => work(long)),
  );
  if (longMs < 40) return null;
  const shortMs = Math.min(...Array.from({ length: 3 }, () => measureCpuMs(() => work(short))));
  return longMs / shortMs;
}

// Shapes where earlier text could be copied, searched or rendered again with each new piece.
const GROWING: readonly string[] = [
  ...['"*a* "', '"- [ ] a\\n"', 'code in one line', 'code in one line of spaces', 'open code'],
  ...['definitions, each used', 'definitions, each used before', 'one definition, used before'],
];

describe('parsing a reply', () => {
  it.each(SHAPES)('takes time that grows with its length, not with its square: %s', (_, shape) => {
    // Quadratic time would be 16 times as long.
    expect(growthOf(shape, [10_000, 40_000], parse) ?? 0).toBeLessThan(9);
  });

  it.each(GROWING)('takes linear time while it streams in as well: %s', (name) => {
    const shape = MARKDOWN_SHAPES[name];
    if (!shape) throw new Error(`There is no shape ${name}.`);
    // Quadratic time would be 9 times as long.
    const growth = growthOf(shape, [30_000, 90_000], (text) => lastOf(text, every(400)));
    expect(growth ?? 0).toBeLessThan(6);
  });
});
