import '#tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemNames, type OutputPart } from './output-part.ts';
import { createTranscript, type Transcript } from './transcript.ts';

/** How a server writes a part: how much of it in deltas, and whether it repeats it at its end. */
type Writing = { tokens: number; pieces: number; ends: boolean };

const writing = fc.record({
  tokens: fc.integer({ min: 1, max: 5 }),
  pieces: fc.nat({ max: 5 }),
  ends: fc.boolean(),
});
const item = fc.record({
  parts: fc.array(writing, { minLength: 1, maxLength: 3 }),
  ends: fc.boolean(),
});
const output = fc.array(item, { maxLength: 5 });

const part = (at: number, index: number, id = `id${at}`): OutputPart => ({
  ...{ kind: 'text', items: itemNames(at, id), index },
});
/** A text of tokens that no other part has. */
const tokensOf = (name: string, { tokens }: Writing): string[] =>
  Array.from({ length: tokens }, (_, at) => `<${name}.${at}>`);

/** Says an output as its server writes it, without the end of the response. */
function sayStream(transcript: Transcript, items: readonly { parts: Writing[]; ends: boolean }[]) {
  let said = '';
  const complete: { part: OutputPart; text: string }[] = [];
  items.forEach(({ parts, ends }, at) => {
    const whole = parts.map((each, index) => {
      const tokens = tokensOf(`${at}.${index}`, each);
      const written = { part: part(at, index), text: tokens.join('') };
      for (const token of tokens.slice(0, each.pieces)) said += transcript.add(written.part, token);
      if (each.ends) said += transcript.complete(written.part, written.text);
      return written;
    });
    if (ends) said += transcript.completeItem(itemNames(at, `id${at}`), whole);
    complete.push(...whole);
  });
  return { said, complete };
}

const sorted = (text: string) => (text.match(/<[^>]{1,20}>/g) ?? []).toSorted();

describe('createTranscript', () => {
  it('says each text once, whatever the stream leaves out or repeats', () => {
    fc.assert(
      fc.property(output, fc.integer({ min: 1, max: 3 }), (items, times) => {
        const transcript = createTranscript('items');
        const { said, complete } = sayStream(transcript, items);
        let all = said;
        for (let time = 0; time < times; time++) all += transcript.completeAll(complete);
        expect(sorted(all)).toEqual(sorted(complete.map(({ text }) => text).join('')));
      }),
    );
  });

  it('says each text once even if the end of the response has other places and IDs', () => {
    fc.assert(
      fc.property(output, fc.nat({ max: 3 }), (items, shift) => {
        const transcript = createTranscript('items');
        const whole = items.map(({ parts }) => ({
          ...{ ends: false, parts: parts.map((each) => ({ ...each, pieces: each.tokens })) },
        }));
        const { said, complete } = sayStream(transcript, whole);
        const moved = complete.map(({ text }, at) => ({
          part: part(at + shift, 0, `x${at}`),
          text,
        }));
        expect(said + transcript.completeAll(moved)).toBe(said);
      }),
    );
  });

  it('locates each part where it was said', () => {
    fc.assert(
      fc.property(output, (items) => {
        const transcript = createTranscript('items');
        const { said, complete } = sayStream(transcript, items);
        const all = said + transcript.completeAll(complete);
        for (const { part: each, text } of complete) {
          const range = transcript.locate(each, 0, text.length);
          // A part that another one interrupts has no place.
          if (range) expect(all.slice(range.start, range.end)).toBe(text);
          else expect(all).not.toContain(text);
        }
      }),
    );
  });

  it('passes on what exceeds its memory, and repeats none of it', () => {
    const long = 'x'.repeat(3_000_000);
    const transcript = createTranscript('items');
    expect(transcript.add(part(0, 0), long)).toHaveLength(long.length);
    expect(transcript.add(part(0, 0), long)).toHaveLength(long.length);
    expect(transcript.add(part(0, 0), 'more')).toBe('more');
    expect(transcript.complete(part(0, 0), `${long}${long}more`)).toBe('');
    expect(transcript.completeAll([{ part: part(7, 0), text: 'other' }])).toBe('');

    const many = createTranscript('items');
    let said = '';
    for (let at = 0; at < 12_000; at++) said += many.add(part(at, 0), `<${at}>`);
    for (let at = 0; at < 12_000; at++) said += many.complete(part(at, 0), `<${at}>`);
    expect(sorted(said)).toHaveLength(12_000);
  });
});
