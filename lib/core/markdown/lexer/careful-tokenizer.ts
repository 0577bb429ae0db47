import type { Tokens } from 'marked';
import { ReplyTokenizer } from './reply-tokenizer.ts';

// The cost limit for unsuccessful searches for the end of emphasis in one run of text, in
// characters examined.
const MAX_VAIN_LENGTH = 500_000;

/**
 * The same grammar for text with very many marks: once too much has been searched for closing marks
 * that don't exist, the remaining marks are taken as text. marked alone needs minutes for 200 kB of
 * `*a_`.
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
    if (!src.startsWith('~~') || this.#vainLength > MAX_VAIN_LENGTH) return undefined;
    const token = super.del(src, maskedSrc, prevChar);
    if (!token) this.#vainLength += src.length;
    return token;
  }
}
