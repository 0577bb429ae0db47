/** A common fault in the value of a variable that is easy to overlook. */
export type ValueFault = (typeof VALUE_FAULTS)[number];

const VALUE_FAULTS = ['quotes', 'comment', 'other_digits', 'invisible'] as const;

// Straight, typographic and full-width quotes, primes, and quotes of other languages.
const QUOTE =
  /["'`\u00b4\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02\uff07]/;
/** Zero-width and control characters, and spaces that are wider or narrower than they look. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;

/** Finds why a value that looks valid does not parse; `null` if it has none of these faults. */
export function findValueFault(text: string): ValueFault | null {
  if (QUOTE.test(text)) return 'quotes';
  if (text.includes('#')) return 'comment';
  if (OTHER_DIGIT.test(text)) return 'other_digits';
  return INVISIBLE.test(text) ? 'invisible' : null;
}

/** Whether a value is in quotes, which `docker --env-file` and dashboards keep. */
export function isInQuotes(text: string): boolean {
  return text.length > 1 && QUOTE.test(text.charAt(0)) && QUOTE.test(text.at(-1) ?? '');
}

/** Whether a text has any visible character. */
export function isVisible(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text);
}

/** Whether the reason for a variable's problem is a value fault. */
export function isValueFault(reason: string): reason is ValueFault {
  return VALUE_FAULTS.some((fault) => fault === reason);
}
