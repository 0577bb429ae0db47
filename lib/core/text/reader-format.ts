// The only module that formats with Intl: numbers and moments as the browser's language writes them (digits,
// separators, order, calendar, names of months). The sentences around them stay English, and so do units (kB,
// s) and what the page says of a day in words ("Today", "tomorrow", "Thursday").

import { textDirection } from './text-direction.ts';

const ENGLISH = 'en';

let isEnglish = false;

/**
 * Makes a text with English formats, synchronously: one that leaves the page, or that the server, which does
 * not know the reader, has rendered.
 */
export function inEnglish<Made>(make: () => Made): Made {
  const was = isEnglish;
  isEnglish = true;
  try {
    return make();
  } finally {
    isEnglish = was;
  }
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A number: 1840.5 is "1,840.5" in English, "1.840,5" in German, "١٬٨٤٠٫٥" in Egypt. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  const locale = readerLocale();
  const key = keyOf(locale, options);
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options);
    numberFormats.set(key, format);
  }
  return format.format(value);
}

type DateOptions = Intl.DateTimeFormatOptions & {
  /** BCP 47; defaults to the reader's. */
  locale?: string | undefined;
};

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment (ms since 1970). One with letters that are written from right to left is isolated from the English
 * around it.
 */
export function formatDate(moment: number, { locale = readerLocale(), ...options }: DateOptions) {
  const key = keyOf(locale, options);
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options);
    dateFormats.set(key, format);
  }
  const text = format.format(moment);
  return textDirection(text) === 'rtl' ? `\u2068${text}\u2069` : text;
}

/** The name of a weekday, which is a word of an English sentence. */
export function formatWeekday(moment: number, timeZone: string | undefined): string {
  return formatDate(moment, { locale: ENGLISH, weekday: 'long', timeZone });
}

/** An English list: "a", "a and b", "a, b, and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(ENGLISH).format(items);
}

function readerLocale(): string {
  if (isEnglish || typeof window === 'undefined') return ENGLISH;
  try {
    // Chromium on a Linux without a language has "en-US@posix", which Intl refuses.
    return Intl.getCanonicalLocales(navigator.language)[0] ?? ENGLISH;
  } catch {
    return ENGLISH;
  }
}

function keyOf(locale: string, options: object | undefined): string {
  return locale + JSON.stringify(options);
}
