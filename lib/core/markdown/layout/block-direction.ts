import { type TextDirection, textDirection } from '../../text/text-direction.ts';
import type { Block, Inline } from '../markdown-tree.ts';

/**
 * The direction of a list, a quote or a table by its first letter; undefined if it has none, and the
 * direction around it applies. `dir="auto"` would skip what is in it, since paragraphs have their own.
 */
export function blockDirection(blocks: Iterable<Block>): TextDirection | undefined {
  return firstOf(blocks, directionOfBlock) ?? undefined;
}

/** The direction of formatted text by its first letter outside code. */
function inlineDirection(inlines: readonly Inline[]): TextDirection | null {
  return firstOf(inlines, (inline) => {
    if (typeof inline === 'string') return textDirection(inline);
    return 'children' in inline ? inlineDirection(inline.children) : null;
  });
}

function directionOfBlock(block: Block): TextDirection | null {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineDirection(block.children);
    case 'quote':
      return firstOf(block.blocks, directionOfBlock);
    case 'list':
      return firstOf(block.items, (group) =>
        firstOf(group, (item) => firstOf(item.blocks, directionOfBlock)),
      );
    case 'table':
      return firstOf(block.header, inlineDirection);
    default:
      return null;
  }
}

function firstOf<T>(
  parts: Iterable<T>,
  directionOf: (part: T) => TextDirection | null,
): TextDirection | null {
  for (const part of parts) {
    const direction = directionOf(part);
    if (direction !== null) return direction;
  }
  return null;
}
