import type { Tokens } from 'marked';
import type { DisclosureToken } from '../lexer/disclosure-tags.ts';
import type { Block } from '../markdown-tree.ts';
import { buildInlines } from './build-inlines.ts';

const DETAILS = /^ {0,3}<(\/?)details( open)?>\s*$/i;

/** The tag of a disclosure, or its title; `null` for other HTML. */
export function buildDisclosureTag(token: Tokens.HTML | Tokens.Tag): Block | null {
  const [, slash, open] = DETAILS.exec(token.raw) ?? [];
  const raw = token.raw.trim();
  if (slash === '/') return { type: 'details-end', raw };
  if (slash !== undefined) return { type: 'details', raw, isOpen: open !== undefined };
  // Only the lexer's token of a summary has tokens.
  const { tokens } = token as Partial<DisclosureToken>;
  return tokens ? { type: 'summary', raw, children: buildInlines(tokens, 'link') } : null;
}
