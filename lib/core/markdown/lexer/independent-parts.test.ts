import fc from 'fast-check';
import type { Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { buildInlines } from '../blocks/build-inlines.ts';
import { readInParts } from './independent-parts.ts';
import { ReplyLexer } from './nested-lexer.ts';
import { ReplyTokenizer } from './reply-tokenizer.ts';

const readRun = (text: string): Token[] =>
  new ReplyLexer(new ReplyTokenizer(), {}, false).inlineTokens(text, []);

const WORDS = [
  'word',
  'a',
  'snake_case',
  '2 * 3',
  '思考',
  'ok.',
  'https://a.example/b',
  '\n',
  'x  \n',
];
const COMPLETE = [
  '*em*',
  '**two words**',
  '`code`',
  '_a_',
  '***b***',
  '*a `b` **c***',
  '`a * b`',
  '`<`',
];
const OPEN = [
  '*',
  '**a',
  '_b',
  '`',
  '``',
  '~~',
  '[',
  '](x)',
  '<sub>',
  '<',
  '\\(',
  '$',
  '&amp;',
  '!',
  '\\*',
];

describe('readInParts', () => {
  it('gives what reading the whole gives, whatever is in it', { timeout: 60_000 }, () => {
    const complete = fc.constantFrom(...WORDS, ...WORDS, ...COMPLETE);
    const filler = fc.array(complete, { minLength: 3, maxLength: 12 });
    const rare = fc.array(fc.constantFrom(...OPEN), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(filler, rare), { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts
          .map(([words, opening]) => `${`${words.join(' ')} `.repeat(300)}${opening.join(' ')} `)
          .join('');
        expect(buildInlines(readInParts(text, readRun), 'text')).toEqual(
          buildInlines(readRun(text), 'text'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('reads no part of a growing text twice', () => {
    const text = 'Some *words* of **thinking** and `code` with snake_case that go on. '.repeat(
      3_000,
    );
    let readLength = 0;
    const read = (part: string) => {
      readLength += part.length;
      return readRun(part);
    };
    readInParts(text.slice(0, 150_000), read);
    readLength = 0;
    readInParts(text.slice(0, 160_000), read);
    expect(readLength).toBeLessThan(40_000);
  });
});
