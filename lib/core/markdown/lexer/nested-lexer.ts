import { getDefaults, Lexer, type Token, type TokensList } from 'marked';
import { findDisclosurePlaces } from './disclosure-tags.ts';
import { endsOfRuns } from './long-runs.ts';
import { MAX_BLOCK_DEPTH, type ReplyTokenizer } from './reply-tokenizer.ts';

const MAX_INLINE_DEPTH = 24;

/** marked's lexer with formulas, and a limit on nesting. `mayGrow`: more text may follow. */
export class ReplyLexer extends Lexer<string, string> {
  #blockDepth = 0;
  #inlineDepth = 0;

  readonly #tokenizer: ReplyTokenizer;
  readonly #mayGrow: boolean;

  constructor(tokenizer: ReplyTokenizer, links: TokensList['links'], mayGrow: boolean) {
    super({ ...getDefaults(), ...tokenizer.math.options(), tokenizer });
    tokenizer.boundParagraphs();
    this.#tokenizer = tokenizer;
    this.#mayGrow = mayGrow;
    this.tokens.links = links;
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): Token[] {
    if (this.#blockDepth >= MAX_BLOCK_DEPTH) {
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: this.inline(src) });
      this.state.top = true;
      return tokens;
    }
    const outerEnds = this.#tokenizer.endsOfRuns;
    this.#tokenizer.endsOfRuns = endsOfRuns(src);
    const outerDisclosures = this.#tokenizer.disclosures;
    this.#tokenizer.disclosures = findDisclosurePlaces(src);
    this.#blockDepth += 1;
    // An item or a quote ends where it does, whatever its formulas are.
    const mayGrow = this.#mayGrow && this.#blockDepth === 1;
    this.#tokenizer.math.whileBlocks(src, mayGrow, () =>
      super.blockTokens(src, tokens, lastParagraphClipped),
    );
    this.#blockDepth -= 1;
    this.#tokenizer.endsOfRuns = outerEnds;
    this.#tokenizer.disclosures = outerDisclosures;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.#inlineDepth >= MAX_INLINE_DEPTH) {
      tokens.push({ type: 'text', raw: src, text: src });
      return tokens;
    }
    this.#inlineDepth += 1;
    this.#tokenizer.math.whileInlines(src, () => super.inlineTokens(src, tokens));
    this.#inlineDepth -= 1;
    return tokens;
  }
}
