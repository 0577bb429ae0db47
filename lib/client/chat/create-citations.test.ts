import { describe, expect, it } from 'vitest';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { createCitations } from './create-citations.ts';

const A: Source = { url: 'https://a.example/', number: 1 };
const B: Source = { url: 'https://b.example/', number: 1 };
const BEFORE = { text: 'One [1]. ', sources: [A] };
const JOINED = {
  text: 'One [1]. Two [2], arr[1] = 2, `[1]` and [2].',
  sources: [A, { ...B, number: 2 }],
};

describe('what a continuation cites', () => {
  const rest = 'Two [1], arr[1] = 2, `[1]` and [1].';

  const cuts = Array.from({ length: rest.length + 1 }, (_, cut) => cut);

  it.each([0, 1, 2])(
    'is the same however its text is cut, with its sources after %i pieces',
    (at) => {
      for (const cut of cuts) {
        const citations = createCitations(BEFORE);
        const say = (text: string) => () => citations.say(text);
        const steps = [say(rest.slice(0, cut)), say(rest.slice(cut))];
        for (const step of steps.toSpliced(at, 0, () => citations.cite([B]))) step();
        expect(citations.end()).toEqual(JOINED);
      }
    },
  );

  it('leads nowhere before its sources arrive, and to the first part if none do', () => {
    const citations = createCitations(BEFORE);
    expect(citations.say('Two [1].').text).toBe('One [1]. Two [1\u2060].');
    expect(citations.end()).toEqual({ text: 'One [1]. Two [1].', sources: [A] });
  });

  it('keeps the list in place while nothing is new', () => {
    const citations = createCitations(BEFORE);
    const { sources } = citations.cite([B]);
    expect(citations.say('Two [1]').sources).toBe(sources);
    expect(citations.cite([B]).sources).toBe(sources);
  });
});

it('adds to a reply without sources what arrives, unchanged', () => {
  const citations = createCitations({ text: 'So ' });
  expect(citations.say('it [1]')).toEqual({ text: 'So it [1]' });
  expect(citations.cite([A, A])).toEqual({ text: 'So it [1]', sources: [A] });
  expect(citations.end()).toEqual({ text: 'So it [1]', sources: [A] });
});
