import type { MarkedToken, Token, Tokens } from 'marked';
import type { FootnoteToken } from '../lexer/footnote-tokens.ts';
import { appendKeyed, emptyKeyedLog, hasKey, type KeyedLog } from '../values/keyed-log.ts';

type LinkDefinition = { label: string; href: string; title: string };

/** Link definitions, by normalized label; the first definition of a label counts. */
export type LinkDefinitions = KeyedLog<LinkDefinition>;

export const NO_DEFINITIONS: LinkDefinitions = emptyKeyedLog();

/**
 * The definitions plus those among the tokens that define a new label; the same object if there are
 * none.
 */
export function addDefinitions(
  definitions: LinkDefinitions,
  tokens: readonly Token[],
): LinkDefinitions {
  let all = definitions;
  for (const { tag, href, title } of definitionsIn(tokens)) {
    if (!hasKey(all, tag)) all = appendKeyed(all, { label: tag, href, title }, [tag]);
  }
  return all;
}

function definitionsIn(tokens: readonly Token[]): Tokens.Def[] {
  // Our lexer has no extensions, so every token is one of marked's own.
  return (tokens as readonly MarkedToken[]).flatMap((token) => {
    switch (token.type) {
      case 'def':
        return [token];
      case 'blockquote':
        return definitionsIn(token.tokens);
      case 'list':
        return token.items.flatMap((item) => definitionsIn(item.tokens));
      case 'html':
        return 'footnote' in token ? definitionsIn((token as FootnoteToken).footnote.tokens) : [];
      default:
        return [];
    }
  });
}
