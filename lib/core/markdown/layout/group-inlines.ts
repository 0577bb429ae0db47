import type { Inline } from '../markdown-tree.ts';
import { layoutCost, MAX_BLOCK_COST } from './layout-cost.ts';

/**
 * The content of one layout block, in runs of a few inlines, so that an unchanged run is found at
 * once.
 */
export type InlineGroup = readonly (readonly Inline[])[];

type Run = { inlines: readonly Inline[]; cost: number };

/** An element with no content: its edges, and its place in a line. */
const COST_OF_MARK = 8;
/** About an element for each character. */
const COST_OF_MATH = 8;
const MAX_RUN_LENGTH = 64;

// The parts of a streaming paragraph stay the same objects, and cutting one costs its length.
const runsOfPart = new WeakMap<readonly Inline[], readonly Run[]>();

/**
 * Groups the parts of a text so that each group fits in one layout block, unless a single inline is
 * larger.
 */
export function groupInlines(parts: readonly (readonly Inline[])[]): readonly InlineGroup[] {
  const groups: (readonly Inline[])[][] = [];
  let remaining = 0;
  for (const { inlines, cost } of parts.flatMap(runsOf)) {
    const group = groups.at(-1);
    const fits = group !== undefined && cost <= remaining;
    if (fits) group.push(inlines);
    else groups.push([inlines]);
    remaining = (fits ? remaining : MAX_BLOCK_COST) - cost;
  }
  return groups;
}

function runsOf(part: readonly Inline[]): readonly Run[] {
  const cached = runsOfPart.get(part);
  if (cached) return cached;
  const runs = cutIntoRuns(part);
  runsOfPart.set(part, runs);
  return runs;
}

function cutIntoRuns(part: readonly Inline[]): readonly Run[] {
  const runs: Run[] = [];
  let start = 0;
  let sum = 0;
  const cut = (end: number) => {
    if (end === start) return;
    const isWholePart = start === 0 && end === part.length;
    runs.push({ inlines: isWholePart ? part : part.slice(start, end), cost: sum });
    start = end;
    sum = 0;
  };
  for (const [index, inline] of part.entries()) {
    const cost = costOf(inline);
    if (sum + cost > MAX_BLOCK_COST || index - start === MAX_RUN_LENGTH) cut(index);
    sum += cost;
  }
  cut(part.length);
  return runs;
}

function costOf(inline: Inline): number {
  if (typeof inline === 'string') return costOfText(inline);
  switch (inline.type) {
    case 'break':
    case 'footnote':
      return COST_OF_MARK;
    case 'code':
      return COST_OF_MARK + costOfText(inline.text);
    case 'math':
      return COST_OF_MARK + COST_OF_MATH * inline.source.length;
    default:
      return inline.children.reduce((sum, child) => sum + costOf(child), COST_OF_MARK);
  }
}

function costOfText(text: string): number {
  let cost = 0;
  for (let index = 0; index < text.length; index += 1) cost += layoutCost(text.charCodeAt(index));
  return cost;
}
