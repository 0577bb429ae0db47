import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOffsetReader, foldCase, offsetInText } from './fold-case.ts';

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
  expect(foldCase(text)).toBe(folded);
});

test('marks that are part of a word stay', () => {
  expect(foldCase('ที่')).not.toBe(foldCase('ท'));
  expect(foldCase('की')).not.toBe(foldCase('क'));
  expect(foldCase('が')).not.toBe(foldCase('か'));
});

test('an unfinished syllable is the start of the finished one', () => {
  expect(foldCase('한국어').startsWith(foldCase('하'))).toBe(true);
});

test('a text in composed and in decomposed characters is the same', () => {
  const samples = fc.constantFrom('é', 'Ångström', 'ü', 'Việt', '한국', 'ё', 'ἄ');
  fc.assert(
    fc.property(fc.array(samples), (parts) => {
      const text = parts.join(' ');
      expect(foldCase(text.normalize('NFD'))).toBe(foldCase(text.normalize('NFC')));
    }),
  );
});

test('folding again changes nothing, and parts fold as they do within the whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, two) => {
      expect(foldCase(foldCase(one))).toBe(foldCase(one));
      expect(foldCase(one) + foldCase(two)).toBe(foldCase(one + two));
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
        const { length } = foldCase(character);
        if (length > 0) expect(offsetInText(text, folded)).toBe(at);
        folded += length;
        at += character.length;
      }
      expect(offsetInText(text, folded)).toBe(text.length);
    }),
    { numRuns: 60 },
  );
});

test('a reader of offsets finds the same characters, in order', () => {
  const unit = fc.constantFrom('a', 'B ', 'ß', '🚀', 'é', '한', '中', '\u0301', 'x'.repeat(5000));
  fc.assert(
    fc.property(fc.array(unit), fc.array(fc.nat(12_000)), (parts, offsets) => {
      const text = parts.join('');
      const offsetAt = createOffsetReader(text);
      for (const offset of offsets.toSorted((a, b) => a - b))
        expect(offsetAt(offset)).toBe(offsetInText(text, offset));
    }),
    { numRuns: 60 },
  );
});
