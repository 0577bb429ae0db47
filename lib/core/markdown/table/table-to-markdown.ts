import type { ColumnAlign, Inline } from '../markdown-tree.ts';
import { type Table, tableRows } from './table-rows.ts';

const MARKS = /[\\`*[\]<&|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const DOLLARS = /\$/g;
const BLANK = /\s+/g;
const DELIMITERS = { left: ':--', center: ':-:', right: '--:' } as const;
const MARK_OF = { strong: '**', emphasis: '*', strike: '~~' } as const;

/** A table as GitHub Flavored Markdown. What is read from it is the same table. */
export function tableToMarkdown(table: Table): string {
  const [header = [], ...rows] = tableRows(table).map((row) => row.map(markdownOf));
  const delimiters = header.map((_, column) => delimiterOf(table.align[column]));
  return [header, delimiters, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function delimiterOf(align: ColumnAlign | undefined): string {
  return align ? DELIMITERS[align] : '---';
}

function markdownOf(inlines: readonly Inline[]): string {
  return inlines.map(markdownOfInline).join('').trim();
}

function markdownOfInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeText(inline);
  switch (inline.type) {
    case 'strong':
    case 'emphasis':
    case 'strike':
      return `${MARK_OF[inline.type]}${markdownOf(inline.children)}${MARK_OF[inline.type]}`;
    case 'sub':
    case 'sup':
    case 'kbd':
      return `<${inline.type}>${markdownOf(inline.children)}</${inline.type}>`;
    case 'code':
      return codeSpan(inline.text);
    case 'math':
      return escapeBars(inline.source.replace(BLANK, ' '));
    case 'break':
      return '<br>';
    case 'link':
      return `[${markdownOf(inline.children)}](<${inline.href.replace(/[<>|\\]/g, encodeURIComponent)}>)`;
  }
}

/** Only what would otherwise mark something: a name_like_this stays as it is. */
function escapeText(text: string): string {
  const line = text.replace(BLANK, ' ').replace(MARKS, '\\$&');
  return (line.match(DOLLARS)?.length ?? 0) > 1 ? line.replace(DOLLARS, '\\$&') : line;
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
