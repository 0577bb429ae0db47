import type { Token } from 'marked';
import { findBlockMath } from '../math/find-block-math.ts';
import type { ReplyToken } from './math-tokens.ts';
import type { ReplyLexer } from './nested-lexer.ts';

/**
 * Reads the last item of a list, or a quote, again if a formula is still open in it: until it ends, its
 * lines are no list. For display only, in the last block of an unfinished reply.
 */
export function reopenMath(lexer: ReplyLexer, last: Token | undefined): void {
  // See `ReplyToken`.
  const token = last as ReplyToken | undefined;
  const container = token?.type === 'list' ? token.items.at(-1) : token;
  if (container?.type !== 'list_item' && container?.type !== 'blockquote') return;
  if (findBlockMath(container.text, true).at(-1)?.open) {
    // As marked reads both: the text of a tight item is no paragraph.
    lexer.state.top = container.type === 'blockquote';
    container.tokens = lexer.blockTokens(container.text, []);
  }
  reopenMath(lexer, container.tokens.at(-1));
}
