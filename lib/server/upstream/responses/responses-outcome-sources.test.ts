import { describe, expect, it } from 'vitest';
import {
  annotated,
  citation,
  itemDone,
  output,
  readOutcome,
  sourcesOf,
} from '#tests/support/read-response-outcome.ts';
import { message, textDelta } from '#tests/support/response-events.ts';

describe('the sources of a response', () => {
  const text = 'Hello 🌟 world';

  it('are counted in the whole text', () => {
    const { extras } = readOutcome(
      textDelta('One.'),
      textDelta('ab', { output_index: 1 }),
      textDelta('cd', { output_index: 1, content_index: 1 }),
      annotated(citation(0, 2), { output_index: 1, content_index: 1 }),
      output(),
    );
    expect(sourcesOf(extras)).toEqual([
      { url: 'https://a.example/', title: 'A', start: 8, end: 10 },
    ]);
  });

  it('are counted in code points, as OpenAI counts them', () => {
    const { extras } = readOutcome(
      textDelta('🌟'),
      textDelta(text, { output_index: 1 }),
      annotated(citation(6, 7), { output_index: 1 }),
      annotated(citation(8, 13), { output_index: 1 }),
      output(),
    );
    const all = `🌟\n\n${text}`;
    const cited = sourcesOf(extras).map(({ start, end }) => all.slice(start, end));
    expect(cited).toEqual(['🌟', 'world']);
  });

  it.each([
    [-1, 3],
    [3, 3],
    [5, 3],
    [0, text.length],
    [0, 1e99],
    [Number.NaN, 3],
    [0.5, 3],
    ['0', '3'],
    [null, undefined],
    [{}, []],
  ])('are without a place if it is %j to %j', (start, end) => {
    const { extras } = readOutcome(textDelta(text), annotated(citation(start, end)), output());
    expect(sourcesOf(extras)).toEqual([{ url: 'https://a.example/', title: 'A' }]);
  });

  it('are without a place in a text that another one interrupts', () => {
    const { extras } = readOutcome(
      textDelta('ab'),
      textDelta('x', { output_index: 1 }),
      textDelta('cd'),
      annotated(citation(1, 4)),
      output(),
    );
    expect(sourcesOf(extras)).toEqual([{ url: 'https://a.example/', title: 'A' }]);
  });

  it('wait for their text', () => {
    const { extras } = readOutcome(
      annotated(citation(0, 5)),
      textDelta(text),
      output(message(text)),
    );
    expect(sourcesOf(extras)).toEqual([
      { url: 'https://a.example/', title: 'A', start: 0, end: 5 },
    ]);
  });

  it('are told once, whether they are added or only in the end', () => {
    const annotations = [citation(0, 5), citation(6, 8), citation(0, 5)];
    const complete = message('', { content: [{ type: 'output_text', text, annotations }] });
    const added = annotations.map((each) => annotated(each));
    for (const events of [[], added]) {
      const { extras } = readOutcome(
        textDelta(text),
        ...events,
        itemDone(complete, 0),
        output(complete),
      );
      expect(sourcesOf(extras).map(({ start }) => start)).toEqual([0, 6]);
    }
  });

  it.each([
    'http://a.example/',
    'javascript:alert(1)',
    'https://user:password@a.example/',
    `https://a.example/${'x'.repeat(2000)}`,
    '',
    null,
    7,
    { href: 'https://a.example/' },
  ])('are only what can be opened: not %j', (url) => {
    const { extras } = readOutcome(
      textDelta(text),
      annotated({ ...citation(0, 5), url }),
      output(),
    );
    expect(extras).toEqual([]);
  });

  it('are read from the nested form as well, and at most so many', () => {
    const nested = {
      type: 'url_citation',
      url_citation: { url: 'https://b.example/', title: '2' },
    };
    expect(sourcesOf(readOutcome(annotated(nested), output()).extras)).toEqual([
      { url: 'https://b.example/' },
    ]);
    const many = Array.from({ length: 5000 }, (_, at) =>
      annotated(citation(0, 5, `https://a.example/${at}`)),
    );
    expect(sourcesOf(readOutcome(textDelta(text), ...many, output()).extras)).toHaveLength(200);
  });
});
