import { layoutCost, MAX_BLOCK_COST } from './layout-cost.ts';
import type { Inline } from './markdown-tree.ts';

/** An element with nothing in it: its edges, and its place in a line. */
const COST_OF_MARK = 16;

/** Inlines in groups, each no more than is laid out as one block unless a single one is more. */
export function groupInlines(inlines: readonly Inline[]): readonly (readonly Inline[])[] {
  const groups: Inline[][] = [];
  let left = 0;
  for (const inline of inlines) {
    const cost = costOf(inline);
    const group = groups.at(-1);
    if (group && cost <= left) group.push(inline);
    else groups.push([inline]);
    left = (group && cost <= left ? left : MAX_BLOCK_COST) - cost;
  }
  return groups;
}

function costOf(inline: Inline): number {
  if (typeof inline === 'string') return costOfText(inline);
  switch (inline.type) {
    case 'break':
      return COST_OF_MARK;
    case 'code':
      return COST_OF_MARK + costOfText(inline.text);
    default:
      return inline.children.reduce((sum, child) => sum + costOf(child), COST_OF_MARK);
  }
}

function costOfText(text: string): number {
  let cost = 0;
  for (let index = 0; index < text.length; index += 1) cost += layoutCost(text.charCodeAt(index));
  return cost;
}
