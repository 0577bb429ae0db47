import {
  getDefaults,
  Lexer,
  type MarkedToken,
  type Token,
  Tokenizer,
  type Tokens,
  type TokensList,
} from 'marked';
import { closeOpenInline } from './close-open-inline.ts';
import { decodeEntities } from './decode-entities.ts';
import { safeHref } from './safe-href.ts';

/** Link definitions by normalised label; the first of a label counts. */
export type Definitions = ReadonlyMap<string, { href: string; title: string }>;

/** A block longer than this, in UTF-16 units, is shown as it was written. */
export const MAX_BLOCK_LENGTH = 200_000;

/** What was read of a piece; `definitions` are those in it whose labels were not known before. */
export type LexedReply = { tokens: Token[]; definitions: Definitions };

// Each level of nesting reads its content again, and a browser draws hardly more levels than this.
const MAX_BLOCK_DEPTH = 16;
const MAX_INLINE_DEPTH = 24;
const TOO_MANY_QUOTES = new RegExp(`^(?: {0,3}> ?){${MAX_BLOCK_DEPTH},}`);
const DEFINITION_START = /^ {0,3}\[/;
const TAB_ONLY_LINE = /\n[ \t]*\t[ \t]*\n/;

/** Grammar of GitHub Flavored Markdown, made local: no block depends on text after a blank line. */
class ReplyTokenizer extends Tokenizer<string, string> {
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
    const token = super.def(this.rules.block.paragraph.exec(src)?.[0] ?? '');
    if (!token || safeHref(decodeEntities(token.href)) === null) return undefined;
    if (!Object.hasOwn(this.lexer.tokens.links, token.tag)) this.newLabels.push(token.tag);
    return token;
  }

  // To marked an underline can turn lists and tables above it into a heading; to CommonMark (4.3) only
  // what would be one paragraph.
  override lheading(src: string): Tokens.Heading | undefined {
    const token = super.lheading(src);
    if (!token) return undefined;
    const paragraph = this.rules.block.paragraph.exec(src)?.[0] ?? '';
    return token.raw.lastIndexOf('\n') <= paragraph.length ? token : undefined;
  }

  // To marked a line of tabs is a row of a table; to GFM it is blank, and ends the table.
  override table(src: string): Tokens.Table | undefined {
    const token = super.table(src);
    const tabs = token ? src.slice(0, token.raw.length + 1).search(TAB_ONLY_LINE) : -1;
    return tabs < 0 ? token : super.table(src.slice(0, tabs + 1));
  }

  // Quotes in quotes are read by recursion that the lexer below does not see.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    return TOO_MANY_QUOTES.test(src) ? undefined : super.blockquote(src);
  }
}

/** marked's lexer with a limit on nesting. */
class ReplyLexer extends Lexer<string, string> {
  #blockDepth = 0;
  #inlineDepth = 0;

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): Token[] {
    if (this.#blockDepth >= MAX_BLOCK_DEPTH) {
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: this.inline(src) });
      this.state.top = true;
      return tokens;
    }
    this.#blockDepth += 1;
    super.blockTokens(src, tokens, lastParagraphClipped);
    this.#blockDepth -= 1;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.#inlineDepth >= MAX_INLINE_DEPTH) {
      tokens.push({ type: 'text', raw: src, text: src });
      return tokens;
    }
    this.#inlineDepth += 1;
    super.inlineTokens(src, tokens);
    this.#inlineDepth -= 1;
    return tokens;
  }
}

type Links = ReplyLexer['tokens']['links'];

export const NO_DEFINITIONS: Definitions = new Map();
/** Known definitions as marked wants them; kept, because a copy each time would cost their number. */
const linksOfKnown = new WeakMap<Definitions, Links>();

/**
 * Reads a piece of a reply that starts where a block starts. Line breaks are `\n`.
 * `known` are the definitions of the text before. With `unfinished`, emphasis, code and links still
 * open in the last block are closed. Never throws: what cannot be read becomes one HTML token, which
 * is shown as text.
 */
export function lexReply(source: string, known: Definitions, unfinished: boolean): LexedReply {
  const tokenizer = new ReplyTokenizer();
  const lexer = new ReplyLexer({ ...getDefaults(), tokenizer });
  const links = borrowLinks(known);
  lexer.tokens.links = links;
  let definitions = NO_DEFINITIONS;
  let tokens: Token[] = lexer.tokens;
  try {
    lexer.blockTokens(source, lexer.tokens);
    lexInlines(lexer, unfinished ? openRuns(tokens, source.endsWith('\n')) : []);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    tokens = [literalToken(source)];
  } finally {
    definitions = takeLinks(links, tokenizer.newLabels);
  }
  return { tokens, definitions };
}

function lexInlines(lexer: ReplyLexer, open: readonly Token[][]): void {
  for (const { src, tokens } of lexer.inlineQueue) {
    if (src.length > MAX_BLOCK_LENGTH) continue;
    lexer.inlineTokens(open.includes(tokens) ? closeOpenInline(src) : src, tokens);
  }
}

function borrowLinks(known: Definitions): Links {
  const before = linksOfKnown.get(known);
  if (before) return before;
  const links: Links = Object.create(null);
  for (const [label, definition] of known) links[label] = definition;
  linksOfKnown.set(known, links);
  return links;
}

/** Takes what was added out again. */
function takeLinks(links: Links, labels: readonly string[]): Definitions {
  if (labels.length === 0) return NO_DEFINITIONS;
  const taken = new Map<string, { href: string; title: string }>();
  for (const label of labels) {
    const link = links[label];
    if (link) taken.set(label, { href: link.href, title: link.title ?? '' });
    delete links[label];
  }
  return taken;
}

function literalToken(source: string): Tokens.HTML {
  return { type: 'html', raw: source, text: source, pre: false, block: true };
}

/**
 * The runs of inline text that the end of the source belongs to: one, or the cells of a row.
 * Headings and rows end with their line.
 */
function openRuns(tokens: readonly Token[], isLineEnd: boolean): readonly Token[][] {
  // Our lexer has no extensions, so every token is one of marked's own.
  const last = tokens.at(-1) as MarkedToken | undefined;
  switch (last?.type) {
    case 'paragraph':
    case 'text':
      return last.tokens ? [last.tokens] : [];
    case 'heading':
      return isLineEnd ? [] : [last.tokens];
    case 'table':
      return isLineEnd ? [] : (last.rows.at(-1) ?? last.header).map(({ tokens: cell }) => cell);
    case 'blockquote':
      return openRuns(last.tokens, isLineEnd);
    case 'list':
      return openRuns(last.items.at(-1)?.tokens ?? [], isLineEnd);
    default:
      return [];
  }
}
