import { type NestedBlock, nestDetails } from '#lib/core/markdown/layout/nest-details.ts';
import type { Block, Inline } from '#lib/core/markdown/markdown-tree.ts';

/** All that a reader sees of a text, without blank space; formulas as they were written. */
export function shownText(blocks: readonly Block[]): string {
  return nestDetails(blocks).map(textOfBlock).join('').replace(/\s/g, '');
}

function textOfBlock(block: NestedBlock): string {
  switch (block.type) {
    case 'paragraph':
      return textOf([...block.children, ...(block.more ?? []).flat()]);
    case 'heading':
      return textOf(block.children);
    case 'quote':
      return block.blocks.map((inner) => shownText([inner])).join('');
    case 'list':
      return block.items
        .flat()
        .map(({ blocks }) => shownText(blocks))
        .join('');
    case 'table':
      return [block.header, ...block.rows.flat()].flat().map(textOf).join('');
    case 'code':
    case 'literal':
      return block.chunks.join('');
    case 'disclosure':
      return textOf(block.title ?? []) + block.blocks.map(textOfBlock).join('');
    default:
      return '';
  }
}

function textOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if (inline.type === 'math') return inline.source;
      if (inline.type === 'code') return inline.text;
      if (!('children' in inline)) return '';
      const host = inline.type === 'link' ? (inline.host ?? '') : '';
      return textOf(inline.children) + host;
    })
    .join('');
}
