import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { every, lastOf, streamOf } from '#tests/support/arriving-markdown.ts';
import { collectFootnotes } from './collect-footnotes.ts';

const TEXT =
  'One[^1], two[^note], one again[^1].\n\n[^note]: Two,\n    and [^deep].\n\n[^1]: One.\n[^deep]: Three.\n';

const numbersOf = (text: string, streaming = false) => {
  const { document } = lastOf(text, every(text.length + 1));
  const { labels, notes } = collectFootnotes(document, streaming);
  return { labels, notes: notes.map(({ number, label, uses }) => [number, label, uses]) };
};

describe('collectFootnotes', () => {
  it('numbers notes by their first marks, those in notes last', () => {
    expect(numbersOf(TEXT)).toEqual({
      labels: ['1', 'note', 'deep'],
      notes: [
        [1, '1', 2],
        [2, 'note', 1],
        [3, 'deep', 1],
      ],
    });
  });

  it('is the same for a reply in any pieces', () => {
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 12 }));
    const whole = collectFootnotes(lastOf(TEXT, every(TEXT.length)).document, false);
    fc.assert(
      fc.property(cuts, (sizes) => {
        expect(collectFootnotes(lastOf(TEXT, sizes).document, false)).toEqual(whole);
      }),
    );
  });

  it('never renumbers a mark while its note has not arrived', () => {
    const text = TEXT.replaceAll('note', '2').replaceAll('deep', '3');
    for (const { document } of streamOf(text, every(1))) {
      const { labels } = collectFootnotes(document, true);
      expect(['1', '2', '3'].slice(0, labels.length)).toEqual(labels);
    }
  });

  it('shows no part of a mark or of a note while it streams in', () => {
    for (const { document } of streamOf(TEXT, every(1))) {
      const text = JSON.stringify(document.flat(), (key, value) => (key === 'mark' ? '' : value));
      expect(text).not.toMatch(/\[\^|\^[\]"]/);
    }
  });

  it('numbers no mark without a note, except one that may still come', () => {
    expect(numbersOf('A[^1] [^0-9]')).toEqual({ labels: [], notes: [] });
    expect(numbersOf('A[^1] [^0-9]', true)).toEqual({ labels: ['1'], notes: [] });
  });

  it('takes the first note of a label, whatever its case, and none that no mark leads to', () => {
    expect(numbersOf('A[^B]\n\n[^b]: 1\n\n[^B]: 2\n\n[^c]: 3')).toEqual({
      labels: ['b'],
      notes: [[1, 'b', 1]],
    });
  });

  it('ends with notes that lead to each other', () => {
    expect(numbersOf('A[^a]\n\n[^a]: [^b]\n\n[^b]: [^a]').labels).toEqual(['a', 'b']);
  });

  it('leaves marks of sources alone', () => {
    expect(numbersOf('A[1] and [2]\n\n[1]: https://example.com')).toEqual({
      labels: [],
      notes: [],
    });
  });
});
