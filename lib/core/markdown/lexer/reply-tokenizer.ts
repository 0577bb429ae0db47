import type { Token, Tokens } from 'marked';
import { trimLineBreaks } from '../blocks/line-chunks.ts';
import { isWithinCode, NO_DISCLOSURES, nextPlaces, readDisclosureTag } from './disclosure-tags.ts';
import { readFootnote } from './footnote-tokens.ts';
import { InlineTokenizer } from './inline-tokenizer.ts';
import { isFitToRepeat } from './is-fit-to-repeat.ts';
import { endOfRun } from './long-runs.ts';
import { MathTokens } from './math-tokens.ts';
import { splitRow } from './split-row.ts';
import { beginsWideTable } from './wide-table.ts';

/**
 * Each level of nesting parses its content again, and browsers hardly render more levels than this.
 */
export const MAX_BLOCK_DEPTH = 16;

// As many as MAX_BLOCK_DEPTH, each with at most three spaces before it and one after it.
const TOO_MANY_QUOTES = /^ {0,3}>(?: {0,4}>){15}/;
const QUOTE_START = /^ {0,3}>/;
const DEFINITION_START = /^ {0,3}\[/;
const DELIMITER_ROW = /^[^\n]*\n[ :|-]*[:|]/;
const TAB_ONLY_LINE = /\n *\t[ \t]*\n/;
const BLANK_LAST_LINE = /(?:^|\n)[ \t]*$/;

// A paragraph with more of them in code is read as it is.
const MAX_ENDS_IN_CODE = 8;

/**
 * The grammar of GitHub Flavored Markdown, made local: no block depends on text after a blank line.
 */
export class ReplyTokenizer extends InlineTokenizer {
  /** Labels first defined in the piece being lexed. */
  readonly newLabels: string[] = [];
  /**
   * For the text being split into blocks: the length of the text after each position where a list
   * has to end.
   */
  endsOfRuns: readonly number[] = [];
  /** For the same text, where disclosures are. */
  disclosures = NO_DISCLOSURES;
  #restLength = 0;
  readonly math = new MathTokens();
  #paragraphRule = /^/;

  // In marked, the title of a definition can extend over blank lines and lists, up to the end of
  // the text; in CommonMark (4.7) a definition is the beginning of a paragraph. A definition with a
  // refused address, or one that would expand each of its uses too much, stays text, so that
  // nothing disappears from the reply.
  override def(src: string): Tokens.Def | undefined {
    if (!DEFINITION_START.test(src)) return undefined;
    const found = super.def(src);
    if (!found) return undefined;
    const token = this.#fitsParagraph(found.raw) ? found : super.def(this.#paragraph(src));
    if (!token || !isFitToRepeat(token.href)) return undefined;
    if (!Object.hasOwn(this.lexer.tokens.links, token.tag)) this.newLabels.push(token.tag);
    return token;
  }

  // In marked, an underline can turn lists and tables above it into a heading; in CommonMark (4.3),
  // only a single paragraph. A `=` may also be a line of a formula.
  override lheading(src: string): Tokens.Heading | undefined {
    // marked asks for a paragraph next, but not always with all of the text.
    this.#restLength = src.length;
    // A disclosure that ends within a paragraph ends the paragraph.
    const [end = src.length] = nextPlaces(this.disclosures.ends, src.length, 1);
    const token = super.lheading(src.slice(0, end));
    if (!token || this.math.interrupts(src, token.raw.length)) return undefined;
    return this.#fitsParagraph(token.raw.slice(0, token.raw.lastIndexOf('\n'))) ? token : undefined;
  }

  // In marked, a line of tabs is a table row; in GFM it is blank and ends the table. marked reads
  // all the rows before it notices that the delimiter row is missing, and pads each to the full
  // width.
  override table(src: string): Tokens.Table | undefined {
    if (!DELIMITER_ROW.test(src) || beginsWideTable(src)) return undefined;
    const headEnd = src.indexOf('\n', src.indexOf('\n') + 1);
    const token = super.table(headEnd < 0 ? src : src.slice(0, headEnd + 1));
    if (!token || headEnd < 0) return token;
    const raw = this.#tableRaw(src);
    const rows = raw.slice(headEnd + 1).replace(BLANK_LAST_LINE, '');
    return {
      ...token,
      raw,
      rows: rows === '' ? [] : rows.split('\n').map((row) => this.#readRow(row, token)),
    };
  }

  // A table that is too wide is shown as text, like HTML.
  override html(src: string): Tokens.HTML | undefined {
    const token =
      readFootnote(src, (text) => this.#readBlocks(text)) ??
      readDisclosureTag(src, (text) => this.lexer.inline(text)) ??
      super.html(src);
    if (token || !DELIMITER_ROW.test(src) || !beginsWideTable(src)) return token;
    const raw = this.#tableRaw(src);
    return raw === '' ? undefined : { type: 'html', raw, text: raw, pre: false, block: true };
  }

  // Nested quotes are parsed by recursion that the lexer below cannot see.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (!QUOTE_START.test(src) || TOO_MANY_QUOTES.test(src)) return undefined;
    // marked reads a quote's last list again, with text that isn't the rest of what is being split.
    const outer = this.disclosures;
    this.disclosures = NO_DISCLOSURES;
    const token = super.blockquote(src.slice(0, endOfRun(src)));
    this.disclosures = outer;
    return token;
  }

  override list(src: string): Tokens.List | undefined {
    const end = this.endsOfRuns.find((rest) => rest < src.length) ?? 0;
    const run = end === 0 ? src : src.slice(0, src.length - end);
    const [tag = run.length] = nextPlaces(this.disclosures.lines, src.length, 1);
    return super.list(run.slice(0, tag));
  }

  /**
   * Ends paragraphs where a disclosure ends, once marked has set its rules. Not by overriding `paragraph`:
   * marked joins two paragraphs in a row only if that method is its own.
   */
  boundParagraphs(): void {
    const { block } = this.rules;
    const rule = block.paragraph;
    const read = (text: string) => {
      const match = rule.exec(text);
      return match ? { raw: match[0], match } : undefined;
    };
    const exec = (src: string) => this.#untilDisclosureEnd(src, read)?.match ?? null;
    // `exec` is all that marked uses of it.
    const paragraph: RegExp = Object.create(rule, { exec: { value: exec } });
    this.#paragraphRule = rule;
    this.rules = { ...this.rules, block: { ...block, paragraph } };
  }

  override text(src: string): Tokens.Text | undefined {
    this.#restLength = src.length;
    return this.#untilDisclosureEnd(src, (text) => super.text(text));
  }

  /** As marked reads a quote. */
  #readBlocks(text: string): Token[] {
    const { top } = this.lexer.state;
    this.lexer.state.top = true;
    const tokens = this.lexer.blockTokens(text, []);
    this.lexer.state.top = top;
    return tokens;
  }

  /** Reads text up to the end of a disclosure at the end of a line, unless that is within code. */
  #untilDisclosureEnd<T extends { raw: string }>(
    src: string,
    read: (text: string) => T | undefined,
  ): T | undefined {
    for (const end of nextPlaces(this.disclosures.ends, this.#restLength, MAX_ENDS_IN_CODE)) {
      if (end >= src.length) break;
      const text = src.slice(0, end);
      const token = text.trim() === '' ? undefined : read(text);
      if (!token || token.raw.length < end || !isWithinCode(text)) return token ?? read(src);
    }
    return read(src);
  }

  #tableRaw(src: string): string {
    const found = this.rules.block.table.exec(src)?.[0] ?? '';
    const tabs = found.search(TAB_ONLY_LINE);
    return trimLineBreaks(tabs < 0 ? found : found.slice(0, tabs));
  }

  #readRow(row: string, { align }: Tokens.Table): Tokens.TableCell[] {
    return splitRow(row, align.length).map((text, column) => ({
      text,
      tokens: this.lexer.inline(text),
      header: false,
      align: align[column] ?? null,
    }));
  }

  #paragraph(src: string): string {
    return this.#paragraphRule.exec(src)?.[0] ?? '';
  }

  #fitsParagraph(raw: string): boolean {
    return this.#paragraph(raw).length >= raw.trimEnd().length;
  }
}
