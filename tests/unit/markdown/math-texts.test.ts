import { describe, expect, it } from 'vitest';
import { isRecord } from '#lib/core/json/is-record.ts';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { every, readAtOnce, streamOf } from '#tests/support/arriving-markdown.ts';
import { WITH_MATH, WITHOUT_MATH } from '#tests/support/math-texts.ts';
import { shownText } from '#tests/support/shown-text.ts';

const MATH_TEXTS = WITH_MATH.map(([text]) => text);
// A bullet, a head or a word that is half there is something else for a moment, with or without a formula.
const CHANGING = /^[|#>]|^(?:[-*+]|\d\.) |^ {4}|```|\]\(|<|~~|(?<!\\)\[|\/\$_/m;

/** Without the backslash of a bracket that may begin a formula. */
function withoutBackslashes(blocks: readonly Block[]): string {
  return shownText(blocks).replaceAll('\\', '');
}

function formulasIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(formulasIn);
  if (!isRecord(tree)) return [];
  if (tree['type'] === 'math') return [String(tree['source'])];
  return Object.values(tree).flatMap(formulasIn);
}

function prefixesOf(text: string): Block[][] {
  return [...streamOf(text, every(1))].map(({ document }) => document.flat());
}

describe('the texts', () => {
  it('are enough', () => {
    expect(WITHOUT_MATH.length + WITH_MATH.length).toBeGreaterThanOrEqual(200);
  });
});

describe('a text without a formula', () => {
  it.each(WITHOUT_MATH)('has none: %j', (text) => {
    expect(formulasIn(readAtOnce(text))).toEqual([]);
  });

  it.each(WITHOUT_MATH)('has none at any step of its stream: %j', (text) => {
    expect(prefixesOf(text).flatMap(formulasIn)).toEqual([]);
  });

  it.each(WITHOUT_MATH.filter((text) => !CHANGING.test(text)))(
    'only grows while it streams: %j',
    (text) => {
      const steps = prefixesOf(text).map(withoutBackslashes);
      const final = steps.at(-1) ?? '';
      for (const step of steps) expect(final.startsWith(step), `${step} | ${final}`).toBe(true);
    },
  );
});

describe('a text with formulas', () => {
  it.each(WITH_MATH)('has them as they were written: %j', (text, ...formulas) => {
    expect(formulasIn(readAtOnce(text))).toEqual(formulas);
  });

  it.each(WITH_MATH)('never takes one back while it streams: %j', (text, ...formulas) => {
    for (const blocks of prefixesOf(text)) {
      const found = formulasIn(blocks);
      expect(found).toEqual(formulas.slice(0, found.length));
    }
  });

  it.each([
    '1. Step:\n   $$\n   a\n   + b',
    '- A\n  - B\n    $$\n    a\n    - b',
    '> $$\n> a\n> - b',
  ])('has no list within a formula that has not ended: %j', (text) => {
    const { document } = advanceMarkdown(EMPTY_STREAM, text, true);
    expect(JSON.stringify(document)).toMatch(/\$\$\\na\\n[+-] b/);
  });

  it.each(MATH_TEXTS.filter((text) => !CHANGING.test(text)))(
    'only grows while it streams: %j',
    (text) => {
      const steps = prefixesOf(text).map(withoutBackslashes);
      const final = steps.at(-1) ?? '';
      for (const step of steps) expect(final.startsWith(step), `${step} | ${final}`).toBe(true);
    },
  );
});
