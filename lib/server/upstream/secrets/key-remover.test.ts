import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRemover } from './key-remover.ts';

const SECRET = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const KEY = `sk-proj-${SECRET}`;
const REMOVED = '[key removed]';

/** All that comes out for a text that came in pieces. */
function remove(pieces: readonly string[], apiKey = KEY): { text: string; waited: number } {
  const remover = createKeyRemover(apiKey);
  let text = '';
  let waited = 0;
  let given = 0;
  for (const piece of pieces) {
    given += piece.length;
    text += remover.next('text', piece);
    waited = Math.max(waited, given - text.length);
  }
  return {
    text:
      text +
      remover
        .flush()
        .map((held) => held.text)
        .join(''),
    waited,
  };
}

/** What may stay of a key that was cut: so few characters from its beginning. */
const withoutBeginning = (text: string) => text.replace(/A(bC?)?(?=\[)/g, '');

describe('createKeyRemover', () => {
  it.each([
    KEY,
    SECRET,
    `Bearer ${KEY}`,
    `${KEY}${KEY}`,
    `A${KEY}`,
    `${SECRET}${SECRET.slice(0, 3)}`,
  ])('takes the key out of %s, cut at every place', (said) => {
    const text = `It is ${said}, really.`;
    const expected = text.replaceAll(SECRET, REMOVED);
    expect(remove([text]).text).toBe(expected);
    expect(createKeyRemover(KEY).whole(text)).toBe(expected);
    for (let at = 0; at <= text.length; at++) {
      for (const pieces of [
        [text.slice(0, at), text.slice(at)],
        [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)],
      ]) {
        expect(withoutBeginning(remove(pieces).text)).toBe(withoutBeginning(expected));
      }
    }
    expect(withoutBeginning(remove([...text]).text)).toBe(withoutBeginning(expected));
  });

  it('keeps every other text as it is, however it is cut', () => {
    const letters = fc.constantFrom(...SECRET.slice(0, 6), 'x', ' ', '🔑', SECRET.slice(0, 7));
    fc.assert(
      fc.property(fc.array(fc.array(letters).map((some) => some.join(''))), (pieces) => {
        expect(remove(pieces).text).toBe(pieces.join(''));
      }),
    );
  });

  it('never lets a key through, whatever stands around it and however it is cut', () => {
    const around = fc.array(fc.constantFrom('A', 'b', 'Ab', SECRET.slice(0, 20), SECRET, ' '));
    fc.assert(
      fc.property(around, around, fc.array(fc.nat(80)), (before, after, cuts) => {
        const text = [...before, SECRET, ...after].join('');
        const places = [0, ...cuts.map((cut) => cut % text.length), text.length].sort(
          (a, b) => a - b,
        );
        const pieces = places.slice(1).map((end, at) => text.slice(places[at], end));
        const left = remove(pieces).text;
        expect(left).not.toContain(SECRET);
        expect(left).toContain(REMOVED);
      }),
    );
  });

  it('finds a key whose beginning repeats itself', () => {
    const apiKey = 'aaabaaabaaaaaaabaaabcc';
    for (const text of [`aaaa${apiKey}`, `aaab${apiKey}a`, `aaabaaab${apiKey}`]) {
      expect(remove([...text], apiKey).text).not.toContain(apiKey);
      expect(remove([...text], apiKey).text).toContain(REMOVED);
    }
  });

  it('makes no text wait that does not go on like the key for four characters', () => {
    expect(remove([...'Abstract: AbC, AbCx and A'])).toEqual({
      text: 'Abstract: AbC, AbCx and A',
      waited: 0,
    });
    expect(remove([...'AbCdEf and on']).waited).toBe(3);
  });

  it('gives back at the end what is held, unless it is the better part of a key', () => {
    expect(remove(['so AbCdEfG']).text).toBe('so AbCdEfG');
    expect(remove([`so ${KEY.slice(0, -1)}`]).text).toBe(`so sk-proj-AbC${REMOVED}`);
  });

  it('keeps the texts of different fields apart', () => {
    const { next, flush } = createKeyRemover(KEY);
    const said = [...SECRET].map((letter) => next('a', letter) + next('b', 'x'));
    expect(said.join('').replaceAll('x', '')).toBe(`AbC${REMOVED}`);
    expect(flush()).toEqual([]);
  });

  it('finds the key as an address holds it', () => {
    const apiKey = 'a-key+with/characters=that:are?escaped';
    const text = `https://a.test/?k=${encodeURIComponent(apiKey)}&l=${apiKey}`;
    const expected = `https://a.test/?k=${REMOVED}&l=${REMOVED}`;
    expect(createKeyRemover(apiKey).whole(text)).toBe(expected);
    expect(remove([...text], apiKey).text.replaceAll(/a(-k?)?(?=\[)/g, '')).toBe(expected);
  });

  it.each<[string, (secret: string) => string]>([
    [
      'an address, in small letters',
      (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
    ],
    ['Markdown', (secret) => secret.replaceAll('_', '\\_')],
    ['JSON', (secret) => secret.replaceAll('/', '\\/')],
  ])('finds the key as %s holds it, and keeps what is around it', (_, spell) => {
    const apiKey = 'aKe_y+with/characters_that/are=escaped';
    const spelled = spell(apiKey);
    expect(spelled).not.toBe(apiKey);
    const text = `a_b/c aKe\\_3 aKe_y+x ${spelled} aKe_y+with/ ${apiKey} aKe%2b_`;
    const expected = `a_b/c aKe\\_3 aKe_y+x ${REMOVED} aKe_y+with/ ${REMOVED} aKe%2b_`;
    for (const pieces of [[text], [...text], text.split(/(?<=[_/\\%])/)]) {
      expect(remove(pieces, apiKey).text.replaceAll('aKe[', '[')).toBe(expected);
    }
  });

  it('leaves a key alone that is a word', () => {
    expect(remove(['ollama run llama3'], 'ollama').text).toBe('ollama run llama3');
  });
});
