import type { Token } from 'marked';
import { buildBlocks } from './blocks/build-blocks.ts';
import { lexReply } from './lexer/reply-lexer.ts';
import { addDefinitions, type LinkDefinitions, NO_DEFINITIONS } from './links/link-definitions.ts';
import { referenceLabels } from './links/reference-labels.ts';
import type { Block } from './markdown-tree.ts';
import {
  appendGrouped,
  atGrouped,
  countGrouped,
  type Grouped,
  replaceGrouped,
} from './values/grouped.ts';
import {
  appendKeyed,
  emptyKeyedLog,
  findKeyed,
  hasKey,
  type KeyedLog,
  keyedFrom,
} from './values/keyed-log.ts';
import { reuseEqual } from './values/reuse-equal.ts';

/** A settled block that may refer to definitions: its index, and where it was parsed from. */
type Mention = { index: number; start: number; end: number };

/** Blocks that later text can change in only one way: by defining a label they refer to. */
export type SettledBlocks = {
  blocks: Grouped<Block>;
  definitions: LinkDefinitions;
  /** By the labels they refer to. */
  mentions: KeyedLog<Mention>;
  /** Labels that are now defined while earlier blocks still refer to them unresolved. */
  pending: readonly string[];
  /** Characters parsed again because of definitions. */
  rereadLength: number;
};

/** A settled token, its block, and where in the source it was parsed from. */
export type SettledPiece = {
  token: Token;
  block: Block | null;
  start: number;
  end: number;
  /** Whether parts of it were parsed before definitions that are known now. */
  stale: boolean;
};

const NONE: ReadonlySet<string> = new Set();

export const NOTHING_SETTLED: SettledBlocks = {
  blocks: [],
  definitions: NO_DEFINITIONS,
  mentions: emptyKeyedLog(),
  pending: [],
  rereadLength: 0,
};

/**
 * Adds pieces in source order. `found` are labels whose definitions were parsed with them; some may
 * be in text that has not settled, and may yet turn out not to be definitions.
 */
export function settlePieces(
  settled: SettledBlocks,
  pieces: readonly SettledPiece[],
  found: readonly string[],
  source: string,
): SettledBlocks {
  const defined = defineLabels(
    settled,
    pieces.map(({ token }) => token),
  );
  const unsettledLabels = found.filter((label) => !hasKey(defined.definitions, label));
  const blocks: Block[] = [];
  let { mentions } = settled;
  const stale: Mention[] = [];
  for (const [position, piece] of pieces.entries()) {
    if (!piece.block) continue;
    const index = countGrouped(settled.blocks) + blocks.length;
    blocks.push(piece.block);
    const labels = labelsIn(piece, source);
    if (labels.size === 0) continue;
    // With the blank space after it: marked separates it from a list but needs it to parse the
    // list.
    const after = pieces[position + 1];
    const end = after?.token.type === 'space' ? after.end : piece.end;
    const mention = { index, start: piece.start, end };
    mentions = appendKeyed(mentions, mention, labels);
    if (piece.stale || unsettledLabels.some((label) => labels.has(label))) stale.push(mention);
  }
  const all = { ...defined, blocks: appendGrouped(settled.blocks, blocks), mentions };
  return reparse(all, stale, source);
}

/**
 * Adds definitions from parts of a block that has not settled as a whole; the same object if there
 * are none.
 */
export function defineLabels(settled: SettledBlocks, tokens: readonly Token[]): SettledBlocks {
  const definitions = addDefinitions(settled.definitions, tokens);
  if (definitions === settled.definitions) return settled;
  const added = keyedFrom(definitions, settled.definitions.size).map(({ label }) => label);
  return { ...settled, definitions, pending: [...settled.pending, ...added] };
}

/** Whether text was parsed with definitions that have not settled. */
export function hasUnsettled(settled: SettledBlocks, found: readonly string[]): boolean {
  return found.some((label) => !hasKey(settled.definitions, label));
}

/**
 * Resolves references to definitions that came later. Blocks that stay equal stay the same object.
 */
export function resolvePending(settled: SettledBlocks, source: string): SettledBlocks {
  if (settled.pending.length === 0) return settled;
  const affected = findKeyed(settled.mentions, settled.pending);
  return { ...reparse(settled, affected, source), pending: [] };
}

function reparse(
  settled: SettledBlocks,
  mentions: readonly Mention[],
  source: string,
): SettledBlocks {
  let { blocks, rereadLength } = settled;
  for (const { index, start, end } of mentions) {
    const { tokens } = lexReply(source.slice(start, end), settled.definitions, false);
    const block = buildBlocks(tokens)[0];
    if (block) blocks = replaceGrouped(blocks, index, reuseEqual(atGrouped(blocks, index), block));
    rereadLength += end - start;
  }
  return { ...settled, blocks, rereadLength };
}

function labelsIn({ block, start, end }: SettledPiece, source: string): ReadonlySet<string> {
  const hasText = block && block.type !== 'code' && block.type !== 'rule';
  return hasText && block.type !== 'literal' ? referenceLabels(source.slice(start, end)) : NONE;
}
