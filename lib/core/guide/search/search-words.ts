// Words of questions and of error envelopes, found in too many entries to distinguish any.
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been but by can did do does for from get got had has have how i if in ' +
    'into is it its me my no not of on or our so that the their then there they this to was we ' +
    'were what when where which why will with you your ' +
    'error errors code message param null none true false status http type request response failed'
  ).split(' '),
);

/** Normalizes text for searching: lowercase letters, digits and underscores only. */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
}

/** The words to search for, each once; empty if only stop words were typed. */
export function queryWordsOf(query: string): readonly string[] {
  const all = new Set(normalizeText(query).split(' '));
  return [...all].filter((word) => word !== '' && !STOP_WORDS.has(word));
}

/** Every word of a text, plus the parts of words with underscores: `insufficient_quota` gives three. */
export function indexWordsOf(text: string): readonly string[] {
  return normalizeText(text)
    .split(' ')
    .flatMap((word) => (word.includes('_') ? [word, ...word.split('_')] : [word]))
    .filter((word) => word !== '');
}
