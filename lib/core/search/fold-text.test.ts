import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, offsetInText } from './fold-text.ts';

test.each([
  ['Crème Brûlée', 'creme brulee'],
  ['Größe, STRASSE', 'grosse, strasse'],
  ['İstanbul, ılık', 'istanbul, ilik'],
  ['Łódź, Øresund, Æther', 'lodz, oresund, aether'],
  ['Đường đến trường', 'duong den truong'],
  ['ΟΔΥΣΣΕΥΣ ὁδός', 'οδυσσευσ οδοσ'],
  ['ёлка', 'елка'],
  ['اللُّغَة العـربية', 'اللغة العربية'],
  ['שָׁלוֹם', 'שלום'],
  ['ｆｕｌｌ　ｗｉｄｔｈ ｶﾅ', 'full width カナ'],
  ['don’t – “quote”', 'don\'t - "quote"'],
  ['soft­hyphen', 'softhyphen'],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('marks that are part of a word stay', () => {
  expect(foldText('ที่')).not.toBe(foldText('ท'));
  expect(foldText('की')).not.toBe(foldText('क'));
  expect(foldText('が')).not.toBe(foldText('か'));
});

test('an unfinished syllable is the start of the finished one', () => {
  expect(foldText('한국어').startsWith(foldText('하'))).toBe(true);
});

test('a text in composed and in decomposed characters is the same', () => {
  const samples = fc.constantFrom('é', 'Ångström', 'ü', 'Việt', '한국', 'ё', 'ἄ');
  fc.assert(
    fc.property(fc.array(samples), (parts) => {
      const text = parts.join(' ');
      expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
    }),
  );
});

test('folding again changes nothing, and parts fold as they do within the whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, two) => {
      expect(foldText(foldText(one))).toBe(foldText(one));
      expect(foldText(one) + foldText(two)).toBe(foldText(one + two));
    }),
  );
});

test('every folded character is found in the text again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(9000), (end, padding) => {
      const text = 'ß'.repeat(padding) + end;
      let folded = 2 * padding;
      let at = padding;
      for (const character of end) {
        const { length } = foldText(character);
        if (length > 0) expect(offsetInText(text, folded)).toBe(at);
        folded += length;
        at += character.length;
      }
      expect(offsetInText(text, folded)).toBe(text.length);
    }),
    { numRuns: 60 },
  );
});
