import { assertNever } from '../assert-never.ts';
import { advanceMarkdown } from './advance-markdown.ts';
import { EMPTY_STREAM } from './markdown-stream.ts';
import type { Block, Inline } from './markdown-tree.ts';
import { tableRows } from './table/table-rows.ts';

const SENTENCE_END = /[.!?:;,…。！？：；，]$/;

/**
 * Markdown as a screen reader says it: its words without marks, in sentences. The text may end anywhere:
 * marks that are open there are left out as well.
 */
export function spokenText(markdown: string): string {
  return sentencesOf(advanceMarkdown(EMPTY_STREAM, markdown, true).document.flat());
}

function sentencesOf(blocks: readonly Block[]): string {
  return joinSentences(blocks.map(wordsOf));
}

function joinSentences(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text, index, all) =>
      index === all.length - 1 || SENTENCE_END.test(text) ? text : `${text}.`,
    )
    .join(' ');
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineWords([...block.children, ...(block.more ?? []).flat()]);
    case 'heading':
    case 'summary':
      return inlineWords(block.children);
    case 'code':
    case 'literal':
      return block.chunks.join('');
    case 'quote':
    case 'footnote':
      return sentencesOf(block.blocks);
    case 'list':
      return joinSentences(block.items.flat().map(({ blocks }) => sentencesOf(blocks)));
    case 'table':
      return joinSentences(tableRows(block).map((row) => row.map(inlineWords).join(', ')));
    case 'rule':
    case 'details':
    case 'details-end':
      return '';
    default:
      return assertNever(block);
  }
}

function inlineWords(inlines: readonly Inline[]): string {
  return inlines.map(wordsOfInline).join('');
}

function wordsOfInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.type) {
    case 'code':
      return inline.text;
    case 'math':
      return inline.source;
    case 'break':
      return '\n';
    case 'footnote':
      return '';
    default:
      return inlineWords(inline.children);
  }
}
