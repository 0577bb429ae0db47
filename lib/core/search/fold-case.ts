/** Letters that Unicode doesn't decompose, and marks of punctuation that keyboards write plainly. */
const PLAIN_FORMS: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '–': '-',
  '—': '-',
  '−': '-',
};

/** ASCII and Chinese characters need no look-up. */
const NEEDS_LOOK_UP = /[\u0080-\u4dff\ua000-\uffff]+/g;

/**
 * What writers leave out: accents, Arabic and Hebrew vowel marks, the Arabic tatweel, and characters
 * without a shape. The marks of other scripts stay: without them, Thai or Hindi words would be others.
 */
const ACCENT = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
const VOWEL_MARK = /(?=[\p{Script=Hebrew}\p{Script=Arabic}\u064b-\u0655\u0670])\p{Mn}|\u0640/gu;
const WITHOUT_SHAPE = /\p{Default_Ignorable_Code_Point}/gu;

const foldedCharacters = new Map<string, string>();

/** Texts up to this length are folded at once when an offset is looked up. */
const STEP = 4096;

/**
 * Text as search compares it: without case, accents, and differences of width. Each code point is folded
 * for itself, so that the folded form of a part is always a part of the folded form of the whole.
 * Hangul becomes letters, so that an unfinished syllable finds the finished one.
 */
export function foldCase(text: string): string {
  // Lower case last, which is fastest for whole texts. It leaves what is already folded as it is.
  return text.replace(NEEDS_LOOK_UP, foldRun).toLowerCase();
}

/** Where the character is in `text` whose folded form contains the given offset; its length if none does. */
export function offsetInText(text: string, foldedOffset: number): number {
  return createOffsetReader(text)(foldedOffset);
}

/**
 * Creates a function that does as `offsetInText` for many offsets. Each has to be at least as large as the one
 * before, so that the text is gone through once.
 */
export function createOffsetReader(text: string): (foldedOffset: number) => number {
  let at = 0;
  let folded = 0;
  return (foldedOffset) => {
    while (at < text.length) {
      const end = characterStart(text, Math.min(at + STEP, text.length));
      const step = text.slice(at, end);
      const { length } = foldCase(step);
      if (folded + length > foldedOffset) {
        const isPlain = length === step.length && step.search(NEEDS_LOOK_UP) < 0;
        return isPlain ? at + foldedOffset - folded : walk(foldedOffset);
      }
      folded += length;
      at = end;
    }
    return at;
  };

  function walk(foldedOffset: number): number {
    for (const character of text.slice(at, at + STEP)) {
      const { length } = foldCase(character);
      if (folded + length > foldedOffset) break;
      folded += length;
      at += character.length;
    }
    return at;
  }
}

/** The offset, or the one before it if it is within a surrogate pair. */
export function characterStart(text: string, offset: number): number {
  const isWithinPair = isSurrogate(text, offset - 1, 0xd800) && isSurrogate(text, offset, 0xdc00);
  return isWithinPair ? offset - 1 : offset;
}

function foldRun(run: string): string {
  let folded = '';
  for (const character of run) folded += foldedCharacters.get(character) ?? learn(character);
  return folded;
}

function learn(character: string): string {
  const lower = character
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENT, '')
    .replace(VOWEL_MARK, '')
    .replace(WITHOUT_SHAPE, '');
  const folded = Array.from(lower, (part) => PLAIN_FORMS[part] ?? part).join('');
  foldedCharacters.set(character, folded);
  return folded;
}

function isSurrogate(text: string, offset: number, first: number): boolean {
  const code = text.charCodeAt(offset);
  return code >= first && code < first + 0x400;
}
