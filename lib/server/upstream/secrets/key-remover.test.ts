import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRemover } from './key-remover.ts';

const SECRET = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const KEY = `sk-proj-${SECRET}`;
const REMOVED = '[key removed]';

/** Removes the key from a text that arrives in pieces, and measures the longest delay in characters. */
function remove(pieces: readonly string[], apiKey = KEY): { text: string; waited: number } {
  const remover = createKeyRemover(apiKey);
  let text = '';
  let waited = 0;
  let received = 0;
  for (const piece of pieces) {
    received += piece.length;
    text += remover.next('text', piece);
    waited = Math.max(waited, received - text.length);
  }
  return {
    text:
      text +
      remover
        .flush()
        .map(({ text: heldBack }) => heldBack)
        .join(''),
    waited,
  };
}

/** Drops the up to three leading characters that may remain of a key that was split. */
const withoutBeginning = (text: string) => text.replace(/A(bC?)?(?=\[)/g, '');

describe('createKeyRemover', () => {
  it.each([
    KEY,
    SECRET,
    `Bearer ${KEY}`,
    `${KEY}${KEY}`,
    `A${KEY}`,
    `${SECRET}${SECRET.slice(0, 3)}`,
  ])('removes the key from %s, wherever the text is split', (spelledKey) => {
    const text = `It is ${spelledKey}, really.`;
    const expected = text.replaceAll(SECRET, REMOVED);
    expect(remove([text]).text).toBe(expected);
    expect(createKeyRemover(KEY).removeFrom(text)).toBe(expected);
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

  it('leaves any other text unchanged, however it is split', () => {
    const letters = fc.constantFrom(...SECRET.slice(0, 6), 'x', ' ', '🔑', SECRET.slice(0, 7));
    fc.assert(
      fc.property(fc.array(fc.array(letters).map((some) => some.join(''))), (pieces) => {
        expect(remove(pieces).text).toBe(pieces.join(''));
      }),
    );
  });

  it('never lets the key through, whatever surrounds it and however it is split', () => {
    const around = fc.array(fc.constantFrom('A', 'b', 'Ab', SECRET.slice(0, 20), SECRET, ' '));
    fc.assert(
      fc.property(around, around, fc.array(fc.nat(80)), (before, after, cuts) => {
        const text = [...before, SECRET, ...after].join('');
        const positions = [0, ...cuts.map((cut) => cut % text.length), text.length].sort(
          (a, b) => a - b,
        );
        const pieces = positions.slice(1).map((end, at) => text.slice(positions[at], end));
        const remaining = remove(pieces).text;
        expect(remaining).not.toContain(SECRET);
        expect(remaining).toContain(REMOVED);
      }),
    );
  });

  it('finds a key that repeats its own beginning', () => {
    const apiKey = 'aaabaaabaaaaaaabaaabcc';
    for (const text of [`aaaa${apiKey}`, `aaab${apiKey}a`, `aaabaaab${apiKey}`]) {
      expect(remove([...text], apiKey).text).not.toContain(apiKey);
      expect(remove([...text], apiKey).text).toContain(REMOVED);
    }
  });

  it('delays no text unless four characters match the start of the key', () => {
    expect(remove([...'Abstract: AbC, AbCx and A'])).toEqual({
      text: 'Abstract: AbC, AbCx and A',
      waited: 0,
    });
    expect(remove([...'AbCdEf and on']).waited).toBe(3);
  });

  it('releases held-back text at the end, unless it is most of a key', () => {
    expect(remove(['so AbCdEfG']).text).toBe('so AbCdEfG');
    expect(remove([`so ${KEY.slice(0, -1)}`]).text).toBe(`so sk-proj-AbC${REMOVED}`);
  });

  it('keeps the texts of different fields separate', () => {
    const { next, flush } = createKeyRemover(KEY);
    const outputs = [...SECRET].map((letter) => next('a', letter) + next('b', 'x'));
    expect(outputs.join('').replaceAll('x', '')).toBe(`AbC${REMOVED}`);
    expect(flush()).toEqual([]);
  });

  it('finds the key as it appears in a URL', () => {
    const apiKey = 'a-key+with/characters=that:are?escaped';
    const text = `https://a.test/?k=${encodeURIComponent(apiKey)}&l=${apiKey}`;
    const expected = `https://a.test/?k=${REMOVED}&l=${REMOVED}`;
    expect(createKeyRemover(apiKey).removeFrom(text)).toBe(expected);
    expect(remove([...text], apiKey).text.replaceAll(/a(-k?)?(?=\[)/g, '')).toBe(expected);
  });

  it.each<[string, (secret: string) => string]>([
    [
      'a URL, in lowercase',
      (secret) => encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
    ],
    ['Markdown', (secret) => secret.replaceAll('_', '\\_')],
    ['JSON', (secret) => secret.replaceAll('/', '\\/')],
  ])('finds the key as it appears in %s, and keeps the surrounding text', (_, spell) => {
    const apiKey = 'aKe_y+with/characters_that/are=escaped';
    const spelled = spell(apiKey);
    expect(spelled).not.toBe(apiKey);
    const text = `a_b/c aKe\\_3 aKe_y+x ${spelled} aKe_y+with/ ${apiKey} aKe%2b_`;
    const expected = `a_b/c aKe\\_3 aKe_y+x ${REMOVED} aKe_y+with/ ${REMOVED} aKe%2b_`;
    for (const pieces of [[text], [...text], text.split(/(?<=[_/\\%])/)]) {
      expect(remove(pieces, apiKey).text.replaceAll('aKe[', '[')).toBe(expected);
    }
  });

  it('does not remove a key that is an ordinary word', () => {
    expect(remove(['ollama run llama3'], 'ollama').text).toBe('ollama run llama3');
  });
});
