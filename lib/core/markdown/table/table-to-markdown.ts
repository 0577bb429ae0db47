import type { ColumnAlign, Inline } from '../markdown-tree.ts';
import { type Table, tableRows } from './table-rows.ts';

const MARKS = /[\\`*[\]<&|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const DOLLARS = /\$/g;
/** Matches nowhere. */
const NOTHING = /(?!)/;
const LINE_BREAK = /\n/g;
const DELIMITERS = { left: ':--', center: ':-:', right: '--:' } as const;
const MARK_OF = { strong: '**', emphasis: '*', strike: '~~' } as const;

/** A table as GitHub Flavored Markdown. What would mark something in its text is escaped. */
export function tableToMarkdown(table: Table): string {
  const [header = [], ...rows] = tableRows(table).map((row) => row.map(cellMarkdown));
  const delimiters = header.map((_, column) => delimiterOf(table.align[column]));
  return [header, delimiters, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function delimiterOf(align: ColumnAlign | undefined): string {
  return align ? DELIMITERS[align] : '---';
}

function cellMarkdown(cell: readonly Inline[]): string {
  const text = markdownOf(cell).trim();
  return countDollars(cell) > 1 ? markdownOf(cell, DOLLARS).trim() : text;
}

/** `extra`: what else to escape in text. */
function markdownOf(inlines: readonly Inline[], extra: RegExp = NOTHING): string {
  return inlines
    .map((inline, index) => {
      const next = inlines[index + 1];
      const text = markdownOfInline(inline, extra);
      const isBang = typeof inline === 'string' && inline.endsWith('!') && isLink(next);
      return isBang ? `${text.slice(0, -1)}\\!` : text;
    })
    .join('');
}

function markdownOfInline(inline: Inline, extra: RegExp): string {
  if (typeof inline === 'string') {
    return inline.replace(LINE_BREAK, ' ').replace(MARKS, '\\$&').replace(extra, '\\$&');
  }
  switch (inline.type) {
    case 'strong':
    case 'emphasis':
    case 'strike':
      return MARK_OF[inline.type] + markdownOf(inline.children, extra) + MARK_OF[inline.type];
    case 'sub':
    case 'sup':
    case 'kbd':
      return `<${inline.type}>${markdownOf(inline.children, extra)}</${inline.type}>`;
    case 'code':
      return codeSpan(inline.text);
    case 'math':
      return escapeBars(inline.source.replace(LINE_BREAK, ' '));
    case 'break':
      return '<br>';
    case 'footnote':
      return inline.mark;
    case 'link': {
      const href = inline.href.replace(/[<>|\\]/g, encodeURIComponent);
      return `[${markdownOf(inline.children, extra)}](<${href}>)`;
    }
  }
}

/** In text: two of them could be the marks of a formula. */
function countDollars(inlines: readonly Inline[]): number {
  let count = 0;
  for (const inline of inlines) {
    if (typeof inline === 'string') count += inline.split('$').length - 1;
    else if ('children' in inline) count += countDollars(inline.children);
    else if (inline.type === 'math') count += 2;
  }
  return count;
}

function isLink(inline: Inline | undefined): boolean {
  return inline !== undefined && typeof inline !== 'string' && inline.type === 'link';
}

function escapeBars(text: string): string {
  return text.replaceAll('|', '\\|');
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return ticks + space + escapeBars(text) + space + ticks;
}
