/** What commonly makes the value of a variable unreadable, to people the same as its neighbour. */
export type ValueFault = (typeof VALUE_FAULTS)[number];

const VALUE_FAULTS = ['quotes', 'comment', 'other_digits', 'invisible'] as const;

// Straight, typographic and full-width quotes, primes, and those of other languages.
const QUOTE =
  /["'`\u00b4\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02\uff07]/;
/** Zero-width and control characters, and spaces that are wider or narrower than they look. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;

/** Tells why a value that does not parse looks as if it did; null where nothing of that is seen. */
export function findValueFault(text: string): ValueFault | null {
  if (QUOTE.test(text)) return 'quotes';
  if (text.includes('#')) return 'comment';
  if (OTHER_DIGIT.test(text)) return 'other_digits';
  return INVISIBLE.test(text) ? 'invisible' : null;
}

/** Whether a whole value stands in quotes: `docker --env-file` and dashboards keep them. */
export function isInQuotes(text: string): boolean {
  return text.length > 1 && QUOTE.test(text.charAt(0)) && QUOTE.test(text.at(-1) ?? '');
}

/** Whether there is anything in a text that can be seen. */
export function isVisible(text: string): boolean {
  return /[^\p{C}\p{Z}]/u.test(text);
}

/** Whether the reason of a problem with a variable is one of these. */
export function isValueFault(reason: string): reason is ValueFault {
  return VALUE_FAULTS.some((fault) => fault === reason);
}
