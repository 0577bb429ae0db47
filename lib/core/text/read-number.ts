/** The zeros of the digits that keyboards write: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;
/** 1,000,000 or 1.000.000 or 10,00,000. */
const GROUPED = /^\d{1,3}(?:[.,'’ \u00a0\u202f\u066c]\d{2,3}){0,5}[.,'’ \u00a0\u202f\u066c]\d{3}$/;

/** A whole number as people type it, in groups or not; undefined without any text, NaN if it is none. */
export function readWholeNumber(text: string): number | undefined {
  const typed = asciiOf(text);
  return numberIn(GROUPED.test(typed) ? typed.replaceAll(/\D/g, '') : typed);
}

/** A number with a decimal point or comma; undefined without any text, NaN if it is none. */
export function readDecimal(text: string): number | undefined {
  return numberIn(asciiOf(text).replace(/[,\u066b]/, '.'));
}

function asciiOf(text: string): string {
  return text.trim().replaceAll(DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.findLast((known) => known <= code) ?? code;
    return String(code - zero);
  });
}

function numberIn(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}
