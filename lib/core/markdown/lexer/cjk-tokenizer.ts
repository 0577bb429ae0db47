import type { Tokenizer } from 'marked';
import markedCjkFriendly from 'marked-cjk-friendly';

type Inline = Pick<Tokenizer<string, string>, 'emStrong' | 'del'>;

const friendly = markedCjkFriendly().tokenizer;
// The blocks of East Asian characters, their punctuation and full-width forms.
const CJK =
  /[\u1100-\u11ff\u2329\u232a\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffee\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{20000}-\u{3fffd}]/u;
// An address ends before these: a full-width comma or bracket, a curly quote, an ellipsis.
const CJK_PUNCTUATION =
  /[\u2014\u2018-\u201f\u2026\u3000-\u303f\u30fb\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const HOST_BEFORE_CJK = /^(?:[a-z]{3,5}:\/\/|www\.)[a-z0-9.:-]{1,300}(?=[^ -\u024f])/i;

/** Whether a text has a Chinese, Japanese or Korean character. Remembers the last text. */
export function createCjkDetector(): (text: string) => boolean {
  let last = { text: '', hasCjk: false };
  return (text) => {
    if (text !== last.text) last = { text, hasCjk: CJK.test(text) };
    return last.hasCjk;
  };
}

/**
 * Emphasis as the CJK-friendly amendments to CommonMark have it: a mark beside an East Asian character
 * can open and close, whatever is on its other side. `tokenizer` does the rest.
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
export function beforeCjkPunctuation(text: string): string {
  const host = HOST_BEFORE_CJK.exec(text)?.[0];
  if (host !== undefined) return host;
  const at = text.search(CJK_PUNCTUATION);
  return at === -1 ? text : text.slice(0, at);
}
