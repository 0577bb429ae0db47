import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAtMarks } from '../markdown/citations/citation-marks.ts';
import { findCode } from '../markdown/citations/code-ranges.ts';
import { markSources, writtenNumbers } from '../markdown/citations/number-sources.ts';
import { joinCitations } from './join-citations.ts';
import type { Source } from './reply-extras.ts';

const A = 'https://a.example/';
const B = 'https://b.example/';
const C = 'https://c.example/';
const list = (...urls: string[]): Source[] => urls.map((url, at) => ({ url, number: at + 1 }));

/** The pages to which the marks of a reply lead, in order; null for one that leads nowhere. */
function pagesOf(text: string, sources: readonly Source[] = []): (string | null)[] {
  const marked = markSources(sources);
  const all = { has: () => true };
  return splitAtMarks(text, all).flatMap((part) => {
    if (typeof part === 'string') return [];
    const page = writtenNumbers(sources).has(part.number) ? marked.get(part.number) : undefined;
    return [page?.url ?? null];
  });
}

describe('a continuation', () => {
  it.each([
    ['its own pages', list(A), list(B), 'One [1]. Two [1].', 'One [1]. Two [2].'],
    ['the same pages', list(A, B), list(A, B), 'One [1]. Two [2].', 'One [1]. Two [2].'],
    [
      'the same in another order',
      list(A, B),
      list(B, A),
      'One [1]. Two [1][2].',
      'One [1]. Two [2][1].',
    ],
    ['more pages', list(A), list(A, B), 'One [1]. Two [2].', 'One [1]. Two [2].'],
    ['no pages', list(A), [], 'One [1]. Two [1].', 'One [1]. Two [1].'],
    [
      'a number that only the first part has',
      list(A, B),
      list(C),
      'One [1]. Two [2][1].',
      'One [1]. Two [2][3].',
    ],
    [
      'another form',
      list(A),
      list(B),
      'One [1]. Two 【1†source】[doc1].',
      'One [1]. Two 【2†source】[doc2].',
    ],
    ['code', list(A), list(B), 'One [1]. `Two [1]` [1]', 'One [1]. `Two [1]` [2]'],
    [
      'a block of code',
      list(A),
      list(B),
      'One [1]. \n```\n[1]\n```\n[1]',
      'One [1]. \n```\n[1]\n```\n[2]',
    ],
    ['an index', list(A), list(B), 'One [1]. arr[1] [1]', 'One [1]. arr[1] [2]'],
    [
      'code that began before',
      list(A),
      list(B),
      'In `O[1]. Two [1]` [1]',
      'In `O[1]. Two [1]` [2]',
    ],
  ])('with %s has the numbers of the joined list', (_, known, cited, text, joined) => {
    const at = text.indexOf('. ') + 2;
    const before = { text: text.slice(0, at), sources: known };
    expect(joinCitations(before, { text: text.slice(at), sources: cited }, true).text).toBe(joined);
  });

  it('leads nowhere until its list has arrived, and its places move with its text', () => {
    const before = { text: 'One [1]. ', sources: list(A) };
    const early = joinCitations(before, { text: 'Two [1]' }, false);
    expect(pagesOf(early.text, early.sources)).toEqual([A]);
    expect(early.text.replaceAll('\u2060', '')).toBe('One [1]. Two [1]');
    const many = list(A, ...Array.from({ length: 9 }, (_, at) => `https://${at}.example/`));
    const cited = [
      { url: B, number: 1 },
      { url: C, start: 17, end: 21 },
    ];
    const part = { text: 'Two [1]. Last', sources: cited };
    const { text, sources } = joinCitations({ text: 'One [1]. ', sources: many }, part, true);
    expect(text).toBe('One [1]. Two [11]. Last');
    expect(sources?.slice(-2)).toEqual([
      { url: B, number: 11 },
      { url: C, start: 18, end: 22 },
    ]);
  });

  const url = fc.constantFrom(...Array.from({ length: 8 }, (_, at) => `https://${at}.example/`));
  const pages = fc.uniqueArray(url, { minLength: 1, maxLength: 8 }).map((urls) => list(...urls));
  const words = fc
    .array(
      fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom('Words. ', '\n\n', '`x[1]` ', ' ')),
    )
    .map((parts) => parts.map((part) => (typeof part === 'string' ? part : ` [${part}]`)).join(''));

  it('leads to the pages that each part means, however it arrives', () => {
    fc.assert(
      fc.property(pages, pages, words, words, fc.nat(), (known, cited, first, second, cut) => {
        const numberOf = (sources: Source[]) =>
          new Map(sources.map((each) => [each.number, each.url]));
        const [own, others] = [numberOf(cited), numberOf(known)];
        const marksOf = (text: string) =>
          [...text.matchAll(/ \[(\d)\]/g)].map(([, n]) => Number(n));
        const expected = [
          ...marksOf(first).map((n) => others.get(n) ?? null),
          ...marksOf(second).map((n) => own.get(n) ?? others.get(n) ?? null),
        ];
        const before = { text: first, sources: known };
        const joined = joinCitations(before, { text: second, sources: cited }, true);
        const code = findCode(joined.text);
        const isCode = (at: number) => code.some(({ start, end }) => at >= start && at < end);
        const shown = [...joined.text.matchAll(/ \[(\d+)\]/g)]
          .filter(({ index }) => !isCode(index + 1))
          .map(([mark]) => pagesOf(mark, joined.sources)[0]);
        expect(shown.map((page) => page ?? null)).toEqual(expected);
        // Sources in two pieces, in the same order.
        const half = cut % (cited.length + 1);
        const early = joinCitations(before, { text: second, sources: cited.slice(0, half) }, false);
        expect(early.text.startsWith(first)).toBe(true);
        const wrong = pagesOf(
          early.text.slice(first.length).replace(/`[^`]*`/g, ''),
          early.sources,
        );
        const right = marksOf(second).map((n) => own.get(n) ?? others.get(n) ?? null);
        if (half === 0) expect(wrong.filter((page) => page !== null)).toEqual([]);
        if (half === cited.length) expect(wrong).toEqual(right);
      }),
    );
  });
});
