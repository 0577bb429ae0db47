import { Tokenizer, type Tokens } from 'marked';
import { decodeEntities } from './decode-entities.ts';
import { safeHref } from './safe-href.ts';

/** Each level of nesting reads its content again, and a browser draws hardly more levels than this. */
export const MAX_BLOCK_DEPTH = 16;

// As many as MAX_BLOCK_DEPTH, each with three spaces before it and one after it at most.
const TOO_MANY_QUOTES = /^ {0,3}>(?: {0,4}>){15}/;
const DEFINITION_START = /^ {0,3}\[/;
const DELIMITER_ROW = /^[^\n]*\n[ :|-]*[:|]/;
const TAB_ONLY_LINE = /\n *\t[ \t]*\n/;

/** Grammar of GitHub Flavored Markdown, made local: no block depends on text after a blank line. */
export class ReplyTokenizer extends Tokenizer<string, string> {
  /** Labels defined in the piece that is being read, and not before. */
  readonly newLabels: string[] = [];

  // HTML is shown as text, so an `<a` or `<pre` in it must not change how the rest is read.
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const token = super.tag(src);
    this.lexer.state.inLink = inLink;
    this.lexer.state.inRawBlock = inRawBlock;
    return token;
  }

  // To marked the title of a definition can run over blank lines and lists, to the end of the text
  // if need be; to CommonMark (4.7) a definition is the beginning of a paragraph. And one that leads
  // nowhere is left as text, so that nothing that was said disappears.
  override def(src: string): Tokens.Def | undefined {
    if (!DEFINITION_START.test(src)) return undefined;
    const found = super.def(src);
    if (!found) return undefined;
    const token = this.#fitsParagraph(found.raw) ? found : super.def(this.#paragraph(src));
    if (!token || safeHref(decodeEntities(token.href)) === null) return undefined;
    if (!Object.hasOwn(this.lexer.tokens.links, token.tag)) this.newLabels.push(token.tag);
    return token;
  }

  // To marked an underline can turn lists and tables above it into a heading; to CommonMark (4.3) only
  // what would be one paragraph.
  override lheading(src: string): Tokens.Heading | undefined {
    const token = super.lheading(src);
    const isText = token && this.#fitsParagraph(token.raw.slice(0, token.raw.lastIndexOf('\n')));
    return isText ? token : undefined;
  }

  // To marked a line of tabs is a row of a table; to GFM it is blank, and ends the table. And marked
  // reads all the rows before it sees that there is no delimiter row.
  override table(src: string): Tokens.Table | undefined {
    if (!DELIMITER_ROW.test(src)) return undefined;
    const token = super.table(src);
    const tabs = token ? src.slice(0, token.raw.length + 1).search(TAB_ONLY_LINE) : -1;
    return tabs < 0 ? token : super.table(src.slice(0, tabs + 1));
  }

  // Quotes in quotes are read by recursion that the lexer below does not see.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    return TOO_MANY_QUOTES.test(src) ? undefined : super.blockquote(src);
  }

  #paragraph(src: string): string {
    return this.rules.block.paragraph.exec(src)?.[0] ?? '';
  }

  #fitsParagraph(raw: string): boolean {
    return this.#paragraph(raw).length >= raw.trimEnd().length;
  }
}

// What looking in vain for the end of emphasis may cost in one run of text, in characters looked at.
const MAX_VAIN_LENGTH = 500_000;

/**
 * The same grammar for text with very many marks: once much has been looked through for closing
 * marks that never come, the others are taken as text. marked alone needs minutes for 200 kB of `*a_`.
 */
export class CarefulTokenizer extends ReplyTokenizer {
  #vainLength = 0;

  override emStrong(
    src: string,
    maskedSrc: string,
    prevChar?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    const isMark = src.startsWith('*') || src.startsWith('_');
    if (!isMark || this.#vainLength > MAX_VAIN_LENGTH) return undefined;
    const token = super.emStrong(src, maskedSrc, prevChar);
    if (!token) this.#vainLength += src.length;
    return token;
  }

  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    if (!src.startsWith('~') || this.#vainLength > MAX_VAIN_LENGTH) return undefined;
    const token = super.del(src, maskedSrc, prevChar);
    if (!token) this.#vainLength += src.length;
    return token;
  }
}
