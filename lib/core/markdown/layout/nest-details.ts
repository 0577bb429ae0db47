import { literalBlock } from '../blocks/build-blocks.ts';
import type {
  Block,
  ContentBlock,
  FootnoteBlock,
  Inline,
  MarkdownDocument,
} from '../markdown-tree.ts';

/** What stands between the tags of a disclosure. */
export type Disclosure = {
  type: 'disclosure';
  isOpen: boolean;
  /** `null` if it has no summary. */
  title: readonly Inline[] | null;
  blocks: readonly NestedBlock[];
};

/** A block to draw: disclosures in place of their tags. */
export type NestedBlock = ContentBlock | FootnoteBlock | Disclosure;

type Frame = { isOpen: boolean; title: readonly Inline[] | null; blocks: NestedBlock[] };

const MAX_DEPTH = 8;
/** Disclosures of a longer text would be drawn again as a whole for each new piece. */
const MAX_NESTED_BLOCKS = 2_000;

const groupsWithTags = new WeakMap<readonly Block[], boolean>();

/** The blocks of a document that has disclosures, in one list; `null` if it has none, or is very long. */
export function flatIfNested(document: MarkdownDocument): readonly Block[] | null {
  if (!document.some(hasTags)) return null;
  const blocks = document.flat();
  return blocks.length <= MAX_NESTED_BLOCKS ? blocks : null;
}

/**
 * Puts the blocks between the tags of a disclosure into it. One that is not closed extends to the end of
 * the blocks. Tags that have no partner, and those that are nested too deep, are text.
 */
export function nestDetails(blocks: readonly Block[]): readonly NestedBlock[] {
  const outer: NestedBlock[] = [];
  const frames: Frame[] = [];
  let tooDeep = 0;
  for (const block of blocks) {
    const frame = frames.at(-1);
    const add = (nested: NestedBlock) => (frame?.blocks ?? outer).push(nested);
    switch (block.type) {
      case 'details':
        if (frames.length < MAX_DEPTH) {
          frames.push({ isOpen: block.isOpen, title: null, blocks: [] });
        } else {
          tooDeep += 1;
          add(asText(block.raw));
        }
        break;
      case 'details-end':
        if (frame && tooDeep === 0) close(frames, outer);
        else {
          tooDeep = Math.max(0, tooDeep - 1);
          add(asText(block.raw));
        }
        break;
      case 'summary':
        if (frame && frame.title === null && frame.blocks.length === 0 && tooDeep === 0) {
          frame.title = block.children;
        } else add(asText(block.raw));
        break;
      default:
        add(block);
    }
  }
  while (frames.length > 0) close(frames, outer);
  return outer;
}

function close(frames: Frame[], outer: NestedBlock[]): void {
  const frame = frames.pop();
  if (frame) (frames.at(-1)?.blocks ?? outer).push({ type: 'disclosure', ...frame });
}

function asText(raw: string): NestedBlock {
  return literalBlock(raw, null);
}

/** A full group stays the same object, so that only the last one is examined again. */
function hasTags(group: readonly Block[]): boolean {
  const known = groupsWithTags.get(group);
  if (known !== undefined) return known;
  const found = group.some(({ type }) => type === 'details');
  groupsWithTags.set(group, found);
  return found;
}
