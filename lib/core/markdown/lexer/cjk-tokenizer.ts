import type { Tokenizer } from 'marked';
import markedCjkFriendly from 'marked-cjk-friendly';

type Inline = Pick<Tokenizer<string, string>, 'emStrong' | 'del'>;

const friendly = markedCjkFriendly().tokenizer;
// The blocks of East Asian characters, their punctuation and full-width forms.
const CJK =
  /[\u1100-\u11ff\u2329\u232a\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffee\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{20000}-\u{3fffd}]/u;
// The letters of Thai, Lao, Tibetan, Burmese and Khmer, which write words without spaces as well.
const UNSPACED = /[\u0e00-\u109f\u1780-\u17ff]/g;
const ANY_CJK_LETTER = '\u4e00';
// An address ends before these: a full-width comma or bracket, a curly or angle quote, an ellipsis, the marks
// at the end of sentences in other scripts, and what is invisible.
const PUNCTUATION_OF_TEXT =
  /[\u00ab\u00bb\u060c\u061b\u061f\u06d4\u0964\u0965\u104a\u104b\u17d4\u17d5\u200b\u200e\u200f\u2014\u2018-\u201f\u2026\u2028-\u202f\u2039\u203a\u2060\u3000-\u303f\u30fb\ufe10-\ufe6f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const HOST_BEFORE_CJK = /^(?:[a-z]{3,5}:\/\/|www\.)[a-z0-9.:-]{1,300}(?=[^ -\u024f])/i;

/**
 * Reads a text as the amendments to CommonMark do that are about scripts without spaces between words: with
 * the same length, and each letter of such a script as a Chinese one. `null` if it has none. Remembers the
 * last text.
 */
export function createCjkReader(): (text: string) => string | null {
  let last: { text: string; read: string | null } = { text: '', read: null };
  return (text) => {
    if (text === last.text) return last.read;
    const read = text.replace(UNSPACED, ANY_CJK_LETTER);
    last = { text, read: CJK.test(read) ? read : null };
    return last.read;
  };
}

/**
 * Emphasis as the CJK-friendly amendments to CommonMark have it: a mark beside an East Asian character
 * can open and close, whatever is on its other side. `tokenizer` does the rest. Of the parameters, the
 * second is the text as `createCjkReader` reads it.
 */
export function readCjkEmphasis<Name extends keyof Inline>(
  name: Name,
  tokenizer: Tokenizer<string, string>,
  parameters: Parameters<Inline[Name]>,
): ReturnType<Inline[Name]> | undefined {
  // The type is that of an extension's object; marked calls each method on its tokenizer, too.
  const method = friendly?.[name] as unknown as (
    this: Tokenizer<string, string>,
    ...parameters: Parameters<Inline[Name]>
  ) => ReturnType<Inline[Name]> | false;
  return method.apply(tokenizer, parameters) || undefined;
}

/** The beginning of a text that an address can be in. */
export function beforePunctuationOfText(text: string): string {
  const host = HOST_BEFORE_CJK.exec(text)?.[0];
  if (host !== undefined) return host;
  const at = text.search(PUNCTUATION_OF_TEXT);
  return at === -1 ? text : text.slice(0, at);
}
