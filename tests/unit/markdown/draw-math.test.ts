import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { drawMath, MAX_FORMULA_LENGTH } from '#components/markdown/math/draw-math.ts';
import { HOSTILE_LISTS } from '#tests/support/hostile-strings.ts';
import { WITH_MATH } from '#tests/support/math-texts.ts';

/** The MathML of a formula; `null` if it is shown as its source. */
function markupOf(source: string, display = true): string | null {
  const drawn = drawMath(source, display);
  return drawn === null ? null : renderToStaticMarkup(createElement(Fragment, null, drawn));
}

function countNodes(html: string): number {
  return (html.match(/<[a-z]/g)?.length ?? 0) + (html.match(/>[^<]+/g)?.length ?? 0);
}

// TeX has no dollar sign without a backslash.
const FORMULAS = WITH_MATH.flatMap(([, ...formulas]) => formulas).filter(
  (source) => source !== '\\(p = $5\\)',
);
const HARMLESS = /^(?:<\/?m[a-z]+(?: (?:class|style|[a-z]+)="[^"<>]*")*>|<none>|<\/none>|[^<>])*$/;

describe('a formula', () => {
  it('is MathML', () => {
    expect(markupOf('\\(x^2\\)', false)).toBe(
      '<math><msup><mi>x</mi><mn class="tml-sml-pad">2</mn></msup></math>',
    );
    expect(markupOf('$$\\frac{a}{b}$$')).toBe(
      '<math display="block" class="tml-display"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>',
    );
  });

  it('keeps the rows of a matrix', () => {
    const html = markupOf('\\[\n\\begin{pmatrix}\na & b \\\\\nc & d\n\\end{pmatrix}\n\\]') ?? '';
    expect(html.match(/<mtr>/g)).toHaveLength(2);
    expect(html.match(/<mtd/g)).toHaveLength(4);
  });

  it('can have chemistry', () => {
    expect(markupOf('\\(\\ce{H2O}\\)')).toContain('<mn>2</mn>');
  });

  it.each(FORMULAS)('is drawn: %j', (source) => {
    expect(markupOf(source)).toMatch(/^<math/);
  });

  it.each([
    ['an unknown command', '\\(\\nonsense\\)'],
    ['an argument that is missing', '\\(\\frac{a}\\)'],
    ['a bracket that stays open', '\\(\\left( x\\)'],
    ['a picture', '\\(\\includegraphics{https://evil.example/x.png}\\)'],
    ['a link', '\\(\\href{javascript:alert(1)}{x}\\)'],
    ['an address', '\\(\\url{https://evil.example}\\)'],
    ['an attribute', '\\(\\htmlId{x}{y} \\htmlStyle{color:red}{y} \\htmlData{a=b}{y}\\)'],
    ['a class', '\\(\\class{fixed inset-0}{x}\\)'],
    ['a macro of its own', '\\(\\def\\a{xxxxxxxx}\\a\\a\\)'],
    ['a macro of its own for all formulas', '\\(\\gdef\\alpha{x}\\)'],
    ['another name for a command', '\\(\\let\\a=\\frac \\a{1}{2}\\)'],
    ['a new command', '\\(\\newcommand{\\a}{\\a\\a}\\a\\)'],
    ['very deep fractions', `\\(${'\\frac{1}{'.repeat(100)}x${'}'.repeat(100)}\\)`],
    ['great length', `\\(${'x+'.repeat(MAX_FORMULA_LENGTH / 2)}x\\)`],
  ])('is shown as its source with %s', (_, source) => {
    expect(markupOf(source)).toBeNull();
  });

  it('does not change the next one', () => {
    markupOf('\\(\\gdef\\alpha{x}\\)');
    expect(markupOf('\\(\\alpha \\)')).toContain('α');
  });

  it.each([
    ['a rule', '\\(\\rule{9999em}{9999em}\\)', /\b(?:[5-9]\d|\d{3,})em/],
    ['a space', '\\(a\\hspace{99999pt}b\\)', /\d{4,}/],
    ['a negative space', '\\(a\\kern-500em b \\hspace{-500em} c\\)', /500/],
    ['a raised box', '\\(\\raisebox{500em}{x}\\)', /500|40em/],
    ['a lowered box', '\\(\\raisebox{-500em}{x}\\)', /500/],
  ])('has no size that leaves its place: %s', (_, source, size) => {
    expect(markupOf(source) ?? '').not.toMatch(size);
  });

  it('is harmless, whatever is in it', () => {
    for (const text of Object.values(HOSTILE_LISTS).flat()) {
      for (const source of [`\\(${text}\\)`, `\\(\\text{${text}}\\)`]) {
        expect(markupOf(source) ?? '').toMatch(HARMLESS);
      }
    }
  });

  it.each([
    "'",
    '^',
    '_',
    '&',
    '\\\\',
    '{}',
    'x',
    '\\,',
    '\\frac12',
    '\\dots ',
    '\\iff ',
    '\\binom12',
    '\\pmod x',
    '\\cancel x',
  ])('has not many more elements than characters: %s', (piece) => {
    for (const length of [1, 20, 400]) {
      const source = `\\(${piece.repeat(length)}\\)`;
      const html = markupOf(source) ?? '';
      expect(countNodes(html)).toBeLessThanOrEqual(2 * source.length + 12);
    }
  });

  it('takes a bounded time for ten thousand of them', () => {
    const before = process.threadCpuUsage().user;
    for (let index = 0; index < 10_000; index += 1)
      drawMath(`\\(x_{${index}} = \\frac{a}{b}\\)`, false);
    expect((process.threadCpuUsage().user - before) / 1_000).toBeLessThan(10_000);
  });
});
