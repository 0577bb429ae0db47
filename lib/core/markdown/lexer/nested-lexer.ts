import { getDefaults, Lexer, type Token, type TokensList } from 'marked';
import { findDisclosurePlaces } from './disclosure-tags.ts';
import { endsOfRuns } from './long-runs.ts';
import { MAX_BLOCK_DEPTH, type ReplyTokenizer } from './reply-tokenizer.ts';

const MAX_INLINE_DEPTH = 24;

/** marked's lexer with a limit on nesting. */
export class ReplyLexer extends Lexer<string, string> {
  #blockDepth = 0;
  #inlineDepth = 0;

  readonly #tokenizer: ReplyTokenizer;

  constructor(tokenizer: ReplyTokenizer, links: TokensList['links']) {
    super({ ...getDefaults(), tokenizer });
    this.#tokenizer = tokenizer;
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
    super.blockTokens(src, tokens, lastParagraphClipped);
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
    super.inlineTokens(src, tokens);
    this.#inlineDepth -= 1;
    return tokens;
  }
}
