import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportRefusal } from './import-fault.ts';
import { createJsonSplitter } from './json-splitter.ts';

function split(pieces: readonly string[], { maxDepth = 100, maxLength = 1_000_000 } = {}) {
  const splitter = createJsonSplitter({ maxDepth, maxLength });
  const values = pieces.flatMap((piece) => splitter.push(piece));
  splitter.end();
  return values.map(({ text }) => JSON.parse(text));
}

function faultOf(work: () => unknown) {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof ImportRefusal ? error.fault : error;
  }
}

/** The text cut into pieces of these lengths, over and over. */
function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
const objects = fc.dictionary(fc.string(), fc.jsonValue());

describe('a JSON splitter', () => {
  it('gives the objects of a list, however the text arrives', () => {
    void fc.assert(
      fc.property(fc.array(objects), lengths, fc.nat(2), (list, cuts, indent) => {
        const text = JSON.stringify(list, null, indent);
        expect(split(cut(text, cuts))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('gives one object as it is, however the text arrives', () => {
    void fc.assert(
      fc.property(objects, lengths, (value, cuts) => {
        const text = `\ufeff ${JSON.stringify(value)} \n`;
        expect(split(cut(text, cuts))).toEqual([JSON.parse(text.slice(1))]);
      }),
    );
  });

  it('gives what is in the lists of an object, by the name of the list, however the text arrives', () => {
    const lists = fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.array(objects));
    void fc.assert(
      fc.property(lists, fc.string(), lengths, fc.nat(2), (value, text, cuts, indent) => {
        const written = JSON.stringify({ format: text, version: 1, ...value }, null, indent);
        const limits = { maxDepth: 100, maxLength: 1_000_000, splitsMembers: true };
        const splitter = createJsonSplitter(limits);
        const parts = cut(written, cuts).flatMap((piece) => splitter.push(piece));
        splitter.end();
        const expected = Object.entries(value).flatMap(([member, list]) =>
          list.map((item) => [member, JSON.parse(JSON.stringify(item))]),
        );
        expect(parts.map((part) => [part.member, JSON.parse(part.text)])).toEqual(expected);
      }),
    );
  });

  it.each(['', 'no JSON', '{', '[{}', '[{}]]', '{}{}', '"text"', '7', '[{"a":"}]', ']'])(
    'refuses %j',
    (text) => {
      expect(faultOf(() => split([text]))).toEqual({ kind: 'damaged_json' });
    },
  );

  it('refuses what is nested too deeply, and what is too long, as soon as it is', () => {
    const deep = faultOf(() => split(['['.repeat(101)]));
    expect(deep).toEqual({ kind: 'too_deep', limit: 100 });
    const long = faultOf(() =>
      split(['[{"a":"', 'x'.repeat(60), 'x'.repeat(60)], { maxLength: 100 }),
    );
    expect(long).toEqual({ kind: 'too_large', limit: 100 });
  });
});
