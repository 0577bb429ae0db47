import type { Token, Tokens } from 'marked';
import { decodeEntities } from '../lexer/decode-entities.ts';
import { type FootnoteToken, footnoteMarkOf } from '../lexer/footnote-tokens.ts';
import type { ReplyToken } from '../lexer/math-tokens.ts';
import { MAX_BLOCK_LENGTH } from '../lexer/reply-lexer.ts';
import { beginsWideTable } from '../lexer/wide-table.ts';
import type { Block, ListItem, TableRow, TooMuch } from '../markdown-tree.ts';
import { appendGrouped } from '../values/grouped.ts';
import { buildDisclosureTag } from './build-disclosure-tag.ts';
import { buildBlockMath, buildInlines, trimInlines } from './build-inlines.ts';
import { countCells, MAX_TABLE_CELLS } from './count-cells.ts';
import { allChunks, chunkLines, chunkLiteral, trimLineBreaks } from './line-chunks.ts';

const MAX_LANGUAGE_LENGTH = 40;
// A paragraph of its own would be blank.
const LINE_BREAK_TAGS = /^\s*<br ?\/?>\s*$/i;

/** The blocks to render from marked's tokens. Blank space and definitions render nothing. */
export function buildBlocks(tokens: readonly Token[]): Block[] {
  return tokens.map(buildBlock).filter((block) => block !== null);
}

/** One block, or `null` if there is nothing to render. */
export function buildBlock(token: Token): Block | null {
  if (token.raw.length > MAX_BLOCK_LENGTH) return literalBlock(token.raw, 'length');
  // See `ReplyToken`.
  const replyToken = token as ReplyToken;
  switch (replyToken.type) {
    case 'paragraph':
    case 'text': {
      const children = trimInlines(buildInlines(replyToken.tokens, 'text'));
      return children.length > 0 ? { type: 'paragraph', children } : null;
    }
    case 'heading': {
      const level = Math.min(replyToken.depth, 6) as 1 | 2 | 3 | 4 | 5 | 6; // marked counts 1 to 6 `#` characters
      return { type: 'heading', level, children: buildInlines(replyToken.tokens, 'text') };
    }
    case 'math':
      return { type: 'paragraph', children: buildBlockMath(replyToken) };
    case 'hr':
      return { type: 'rule' };
    case 'code':
      return {
        type: 'code',
        language: languageOf(replyToken),
        chunks: allChunks(chunkLines(codeLines(replyToken))),
        open: false,
      };
    case 'blockquote':
      return { type: 'quote', blocks: buildBlocks(replyToken.tokens) };
    case 'list':
      return {
        type: 'list',
        ordered: replyToken.ordered,
        start: replyToken.start === '' ? 1 : replyToken.start,
        loose: replyToken.loose,
        items: appendGrouped([], replyToken.items.map(buildItem)),
      };
    case 'table':
      return buildTable(replyToken);
    case 'html':
      if ('footnote' in replyToken) return buildFootnote(replyToken as FootnoteToken);
      if (LINE_BREAK_TAGS.test(replyToken.raw)) return null;
      return (
        buildDisclosureTag(replyToken) ??
        literalBlock(replyToken.raw, beginsWideTable(replyToken.raw) ? 'columns' : null)
      );
    default:
      return null;
  }
}

function buildFootnote({ raw, footnote }: FootnoteToken): Block {
  const { label, tokens } = footnote;
  return { type: 'footnote', label, mark: footnoteMarkOf(raw), blocks: buildBlocks(tokens) };
}

/** Text as written, without the line breaks around it. */
export function literalBlock(
  text: string,
  tooMuch: TooMuch | null,
): Extract<Block, { type: 'literal' }> {
  return { type: 'literal', chunks: chunkLiteral(trimLineBreaks(text)), tooMuch };
}

/** The lines of a code block, each with its line break; '' where there is none. */
export function codeLines(token: Tokens.Code): string {
  if (token.codeBlockStyle === 'indented') return `${trimLineBreaks(token.text)}\n`;
  return token.text === '' || token.text.endsWith('\n') ? token.text : `${token.text}\n`;
}

function buildItem(item: Tokens.ListItem): ListItem {
  return {
    checked: item.task ? item.checked === true : null,
    blocks: buildBlocks(item.tokens),
  };
}

function buildTable(token: Tokens.Table): Block {
  const table = {
    type: 'table',
    align: token.align,
    header: buildRow(token.header),
    rows: appendGrouped([], token.rows.map(buildRow)),
  } as const;
  return countCells(table) > MAX_TABLE_CELLS ? literalBlock(token.raw, 'cells') : table;
}

function buildRow(cells: readonly Tokens.TableCell[]): TableRow {
  return cells.map((cell) => buildInlines(cell.tokens, 'cell'));
}

function languageOf(token: Tokens.Code): string {
  const word = /^\S*/.exec(token.lang ?? '')?.[0] ?? '';
  return decodeEntities(word).slice(0, MAX_LANGUAGE_LENGTH);
}
