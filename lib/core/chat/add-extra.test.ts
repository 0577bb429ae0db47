import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addExtra } from './add-extra.ts';
import { MAX_EXTRAS } from './extra-limits.ts';
import type { ReplyExtra, Source } from './reply-extras.ts';

type Fields = ReturnType<typeof addExtra>;

const collect = (...extras: readonly ReplyExtra[]): Fields => {
  const fields: Fields = {};
  for (const extra of extras) Object.assign(fields, addExtra(fields, extra));
  return fields;
};

const A = { url: 'https://a.test/', title: 'A' };
const B = { url: 'https://b.test/' };
const source = (...sources: Source[]): ReplyExtra => ({
  type: 'sources',
  sources,
});
const search = (status: 'searching' | 'done', query?: string): ReplyExtra => ({
  type: 'search',
  search: { status, ...(query !== undefined && { query }) },
});

const extras: fc.Arbitrary<ReplyExtra> = fc.oneof(
  fc
    .array(fc.record({ url: fc.constantFrom(A.url, B.url), start: fc.nat(300), end: fc.nat(300) }))
    .map((sources): ReplyExtra => ({ type: 'sources', sources })),
  fc
    .tuple(fc.constantFrom('searching' as const, 'done' as const), fc.string())
    .map(([status, query]) => search(status, query)),
  fc.string().map((name): ReplyExtra => ({ type: 'tool_call', call: { name, arguments: '{}' } })),
  fc.string().map((url): ReplyExtra => ({ type: 'image', url })),
);

describe('addExtra', () => {
  it('keeps sources in the order of their numbers', () => {
    expect(collect(source(A), source(B))).toEqual({ sources: [A, B] });
  });

  it('adds a repeated source once, but one page at two places twice', () => {
    const first = { ...A, start: 0, end: 2 };
    const second = { ...A, start: 5, end: 7 };
    expect(collect(source(first), source(first, second))).toEqual({ sources: [first, second] });
  });

  it('keeps a page under each number by which the text refers to it', () => {
    const first = { ...A, number: 1 };
    const again = { ...A, number: 3 };
    expect(collect(source(first), source(first, again))).toEqual({ sources: [first, again] });
  });

  it('leaves the same list in place when nothing is new, so that nothing is drawn again', () => {
    const before = collect(source(A, B));
    expect(addExtra(before, source(B)).sources).toBe(before.sources);
  });

  it('replaces the beginning of a search by its end, and keeps its query', () => {
    expect(collect(search('searching', 'sun'), search('done'))).toEqual({
      searches: [{ status: 'done', query: 'sun' }],
    });
    expect(collect(search('searching'), search('done', 'sun'), search('searching'))).toEqual({
      searches: [{ status: 'done', query: 'sun' }, { status: 'searching' }],
    });
  });

  it('keeps a search that arrives complete beside those before it', () => {
    expect(collect(search('done', 'sun'), search('done', 'rain')).searches).toHaveLength(2);
  });

  it('never keeps more than the limits, nor changes what it was given', () => {
    fc.assert(
      fc.property(fc.array(extras, { maxLength: 120 }), (list) => {
        let fields: Fields = {};
        for (const extra of list) {
          const before = structuredClone(fields);
          const frozen = fields;
          fields = { ...fields, ...addExtra(fields, extra) };
          expect(frozen).toEqual(before);
        }
        for (const name of ['sources', 'searches', 'toolCalls', 'images'] as const) {
          expect(fields[name]?.length ?? 0).toBeLessThanOrEqual(MAX_EXTRAS[name]);
        }
      }),
    );
  });
});
