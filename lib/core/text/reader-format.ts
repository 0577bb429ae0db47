// The only module that formats for a reader: numbers and moments as the browser's language writes them (digits,
// separators, order, calendar, names of months). It is in the first load.

/** Hebrew, Arabic and their neighbors, digits included. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

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

/** A number: 1840.5 is "1,840.5" in English, "1.840,5" in German, "١٬٨٤٠٫٥" in Egypt. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return formatOf(Intl.NumberFormat, readerLocale(), options).format(value);
}

type DateOptions = Intl.DateTimeFormatOptions & {
  /** BCP 47; defaults to the reader's. */
  locale?: string | undefined;
};

/** A moment (ms since 1970). One written from right to left is isolated from the English around it. */
export function formatDate(moment: number, { locale, ...options }: DateOptions): string {
  const text = formatOf(Intl.DateTimeFormat, locale ?? readerLocale(), options).format(moment);
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Making a format takes longer than using it a hundred times. */
const formats = new Map<string, unknown>();

function formatOf<Format, Options>(
  Format: new (locale: string, options?: Options) => Format,
  locale: string,
  options: Options | undefined,
): Format {
  const key = Format.name + locale + JSON.stringify(options);
  // The key names the class.
  const known = formats.get(key) as Format | undefined;
  const format = known ?? new Format(locale, options);
  formats.set(key, format);
  return format;
}

function readerLocale(): string {
  if (isEnglish || typeof window === 'undefined') return 'en';
  try {
    // Chromium on a Linux without a language has "en-US@posix", which Intl refuses.
    return Intl.getCanonicalLocales(navigator.language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
