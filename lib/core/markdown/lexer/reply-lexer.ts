import type { Token, Tokens, TokensList } from 'marked';
import type { LinkDefinitions } from '../links/link-definitions.ts';
import { keyedFrom } from '../values/keyed-log.ts';
import { CarefulTokenizer } from './careful-tokenizer.ts';
import { closeOpenInline } from './close-open-inline.ts';
import type { FootnoteToken } from './footnote-tokens.ts';
import { readInParts } from './independent-parts.ts';
import type { ReplyToken } from './math-tokens.ts';
import { ReplyLexer } from './nested-lexer.ts';
import { reopenMath } from './reopen-math.ts';
import { ReplyTokenizer } from './reply-tokenizer.ts';

/** A block longer than this, in UTF-16 units, is shown as written. */
export const MAX_BLOCK_LENGTH = 200_000;

/**
 * The result of lexing a piece; `newLabels` are the labels it defines that were not known before.
 */
type LexedReply = { tokens: Token[]; newLabels: readonly string[] };

type Links = TokensList['links'];

// Past these, marked's patterns can cost the square of a run of text. Each is a length, or a length
// times how often the characters occur in it.
const MAX_WORD_LENGTH = 4_096;
const EMPHASIS = '*_~';
const MANY_MARKS = 500_000;
// Characters that may open something, which marked then looks for up to the end of the run. Such a
// run is read in pieces.
const OPENING = '<[`(';
const MANY_OPENINGS = 20_000_000;
const MAX_PIECE_LENGTH = 8_192;

type BorrowedLinks = { links: Links; size: number };

/** Known definitions in marked's format, cached because copying costs their number each time. */
const linksOfStore = new WeakMap<LinkDefinitions['store'], BorrowedLinks>();

/**
 * Lexes a piece of a reply that starts where a block starts. Line breaks are `\n`. `known` are the
 * definitions of the text before it. With `unfinished`, emphasis, code and links still open in the
 * last block are closed; with `mayGrow`, a formula at the end may still be open. Never throws:
 * unreadable text becomes one HTML token, which is shown as text.
 */
export function lexReply(
  source: string,
  known: LinkDefinitions,
  unfinished: boolean,
  mayGrow = unfinished,
): LexedReply {
  const tokenizer = new ReplyTokenizer();
  const links = borrowLinks(known);
  const lexer = new ReplyLexer(tokenizer, links, mayGrow);
  let tokens: Token[] = lexer.tokens;
  try {
    lexer.blockTokens(source, lexer.tokens);
    if (unfinished) reopenMath(lexer, tokens.at(-1));
    const isLineEnd = source.endsWith('\n');
    lexInlines(lexer, unfinished ? openRuns(tokens, isLineEnd) : [], isLineEnd ? '\n' : '');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    tokens = [literalToken(source)];
  } finally {
    // Removes what the lexer added.
    for (const label of tokenizer.newLabels) delete links[label];
  }
  return { tokens, newLabels: tokenizer.newLabels };
}

/** `end`: what follows the open runs. */
function lexInlines(lexer: ReplyLexer, open: readonly Token[][], end: string): void {
  for (const { src, tokens } of lexer.inlineQueue) {
    const text = open.includes(tokens) ? closeOpenInline(src + end) : src;
    if (text.length > MAX_BLOCK_LENGTH || longestWord(text) > MAX_WORD_LENGTH) {
      tokens.push({ type: 'text', raw: text, text });
      continue;
    }
    for (const token of readInParts(text, (run) => readRun(lexer, run))) tokens.push(token);
  }
}

function readRun(lexer: ReplyLexer, run: string): Token[] {
  const tokens: Token[] = [];
  for (const piece of run.length * count(run, OPENING) > MANY_OPENINGS ? cut(run) : [run]) {
    const isCostly = piece.length * count(piece, EMPHASIS) > MANY_MARKS;
    const reader = isCostly
      ? new ReplyLexer(new CarefulTokenizer(), lexer.tokens.links, false)
      : lexer;
    reader.inlineTokens(piece, tokens);
  }
  return tokens;
}

/** Pieces of a few kilobytes, each of complete words. */
function cut(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > MAX_PIECE_LENGTH) {
    const candidate = text.slice(start, start + MAX_PIECE_LENGTH);
    // No word is nearly as long as a piece.
    const end =
      start +
      (candidate.lastIndexOf('\n') + 1 || candidate.lastIndexOf(' ') + 1 || candidate.length);
    pieces.push(text.slice(start, end));
    start = end;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function longestWord(text: string): number {
  if (text.length <= MAX_WORD_LENGTH) return 0;
  let longest = 0;
  for (const word of text.split(/\s/)) longest = Math.max(longest, word.length);
  return longest;
}

function count(text: string, characters: string): number {
  let found = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (characters.includes(text[index] ?? '')) found += 1;
  }
  return found;
}

function borrowLinks(known: LinkDefinitions): Links {
  const cached = linksOfStore.get(known.store);
  const borrowed =
    cached && cached.size <= known.size ? cached : { links: Object.create(null) as Links, size: 0 };
  for (const { label, href, title } of keyedFrom(known, borrowed.size)) {
    borrowed.links[label] = { href, title };
  }
  borrowed.size = known.size;
  linksOfStore.set(known.store, borrowed);
  return borrowed.links;
}

function literalToken(source: string): Tokens.HTML {
  return { type: 'html', raw: source, text: source, pre: false, block: true };
}

/**
 * The runs of inline text at the end of the source: at most one, in a row its last cell. Headings and rows
 * end with their line.
 */
function openRuns(tokens: readonly Token[], isLineEnd: boolean): readonly Token[][] {
  // See `ReplyToken`.
  const last = tokens.at(-1) as ReplyToken | undefined;
  switch (last?.type) {
    case 'paragraph':
    case 'text':
      return last.tokens ? [last.tokens] : [];
    case 'heading':
      return isLineEnd ? [] : [last.tokens];
    case 'table':
      return isLineEnd
        ? []
        : (last.rows.at(-1) ?? last.header).slice(-1).map(({ tokens: cell }) => cell);
    case 'blockquote':
      return openRuns(last.tokens, isLineEnd);
    case 'html':
      // A note, or the title of a disclosure.
      if ('footnote' in last) return openRuns((last as FootnoteToken).footnote.tokens, isLineEnd);
      return 'tokens' in last ? [last.tokens as Token[]] : [];
    case 'list':
      return openRuns(last.items.at(-1)?.tokens ?? [], isLineEnd);
    default:
      return [];
  }
}
