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

type Growth = { lengths: [number, number]; work: (text: string) => unknown; limit: number };

/**
 * How many times as long `work` takes for the longer text; 0 if it is too fast to measure. A result
 * over the limit is measured again, twice: a busy machine slows one measurement, a cost that grows with
 * the square slows all.
 */
function growthOf(shape: MarkdownShape, { lengths, work, limit }: Growth): number {
  const [short, long] = [shape(lengths[0]), shape(lengths[1])];
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && growth >= limit; attempt += 1) {
    const longMs = measureCpuMs(() => work(long));
    if (longMs < 40) return 0;
    const shortMs = [measureCpuMs(() => work(short)), measureCpuMs(() => work(short))];
    growth = Math.min(growth, longMs / Math.min(...shortMs));
  }
  return growth;
}

// Shapes where earlier text could be copied, searched or rendered again with each new piece.
const GROWING: readonly string[] = [
  ...['"*a* "', '"- [ ] a\\n"', 'code in one line', 'code in one line of spaces', 'open code'],
  ...['definitions, each used', 'definitions, each used before', 'one definition, used before'],
];

describe('parsing a reply', () => {
  it('is detected by the test when its time grows with the square', () => {
    const work = (text: string) => {
      let sum = 0;
      for (const _ of text) for (const character of text) sum += character.length;
      return sum;
    };
    const growth = { lengths: [1_000, 4_000] as [number, number], work, limit: 9 };
    expect(growthOf((length) => 'a'.repeat(length), growth)).toBeGreaterThan(9);
  });

  it.each(SHAPES)('takes time that grows with its length, not with its square: %s', (_, shape) => {
    // Quadratic time would be 16 times as long.
    const limit = 9;
    expect(growthOf(shape, { lengths: [10_000, 40_000], work: parse, limit })).toBeLessThan(limit);
  });

  it.each(GROWING)('takes linear time while it streams in as well: %s', (name) => {
    const shape = MARKDOWN_SHAPES[name];
    if (!shape) throw new Error(`There is no shape ${name}.`);
    // Quadratic time would be 9 times as long.
    const limit = 6;
    const stream = (text: string) => lastOf(text, every(400));
    expect(growthOf(shape, { lengths: [30_000, 90_000], work: stream, limit })).toBeLessThan(limit);
  });
});
