import { Tokenizer, type Tokens } from 'marked';
import { beforePunctuationOfText, createCjkReader, readCjkEmphasis } from './cjk-tokenizer.ts';
import { readFootnoteMark } from './footnote-tokens.ts';

/**
 * What is within a line: emphasis, addresses and marks of footnotes, also in scripts without spaces between
 * words. HTML stays text.
 */
export class InlineTokenizer extends Tokenizer<string, string> {
  readonly #readCjk = createCjkReader();

  // HTML is shown as text, so an `<a` or `<pre` in it must not change how the rest is parsed.
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const mark = readFootnoteMark(src);
    const token = mark === undefined ? super.tag(src) : markToken(mark);
    this.lexer.state.inLink = inLink;
    this.lexer.state.inRawBlock = inRawBlock;
    return token;
  }

  override emStrong(
    src: string,
    maskedSrc: string,
    prevChar?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    const read = this.#readCjk(maskedSrc);
    if (read === null) return super.emStrong(src, maskedSrc, prevChar);
    return readCjkEmphasis('emStrong', this, [src, read, prevChar]);
  }

  // GFM also takes a single tilde, which in replies is chemistry (`H~2~O`) or "about" (`~5`).
  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    if (!src.startsWith('~~')) return undefined;
    const read = this.#readCjk(maskedSrc);
    if (read === null) return super.del(src, maskedSrc, prevChar);
    return readCjkEmphasis('del', this, [src, read, prevChar]);
  }

  override url(src: string): Tokens.Link | undefined {
    const token = super.url(src);
    const end = token ? beforePunctuationOfText(token.raw) : '';
    return token?.raw === end ? token : super.url(end);
  }
}

function markToken(raw: string): Tokens.Tag {
  return { type: 'html', raw, text: raw, block: false, inLink: false, inRawBlock: false };
}
