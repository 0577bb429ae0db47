import type { ChatMessage } from './chat-log.ts';
import { turnsOf } from './turns-of.ts';

/** Turns that follow each other and are drawn together, or not at all. */
export type LogBlock = readonly (readonly ChatMessage[])[];

/** Few, because drawing them must fit into a frame while the log scrolls. */
const TURNS = 4;
/** An imported turn can have any number of replies. */
const MESSAGES_PER_TURN = 8;
/** Of a line of text, and of what a message has around it. */
const LINE_PX = 26;
const CHARS_PER_LINE = 72;
const AROUND_PX = 60;
/** A longer question is folded. */
const MAX_QUESTION_PX = 480;

/** By their last messages. */
const known = new WeakMap<ChatMessage, LogBlock>();
/** The last result of each path, by its first message: most paths are the one before and a longer reply. */
const latest = new WeakMap<ChatMessage, { path: readonly ChatMessage[]; blocks: LogBlock[] }>();
const estimates = new WeakMap<LogBlock, number>();

/**
 * The visible messages in blocks, from the first on: a block that is full stays as it is. It is the same object as
 * long as its messages are.
 */
export function logBlocksOf(path: readonly ChatMessage[]): LogBlock[] {
  const [first] = path;
  if (!first) return [];
  const { blocks, start } = keptBlocks(latest.get(first), path);
  const turns = turnsOf(path.slice(start)).flatMap(inParts);
  for (let at = 0; at < turns.length; at += TURNS) {
    blocks.push(reused(turns.slice(at, at + TURNS)));
  }
  latest.set(first, { path, blocks });
  return blocks;
}

/** Names a block by its last message, which no other path through the conversation has there. */
export function blockIdOf(block: LogBlock): string {
  return block.at(-1)?.at(-1)?.id ?? '';
}

/** About how high a block is when it is drawn, in px. */
export function estimateBlockHeight(block: LogBlock): number {
  const height = estimates.get(block) ?? estimate(block);
  estimates.set(block, height);
  return height;
}

/** The blocks before the first message that differs, and before the turn that it is in; and where they end. */
function keptBlocks(
  before: { path: readonly ChatMessage[]; blocks: readonly LogBlock[] } | undefined,
  path: readonly ChatMessage[],
): { blocks: LogBlock[]; start: number } {
  const isKept = (message: ChatMessage, index: number) => message === before?.path[index];
  let kept = 0;
  let start = 0;
  let end = 0;
  for (const [index, block] of before?.blocks.entries() ?? []) {
    // A question begins a turn, whatever follows.
    if (path[end]?.role === 'user') [kept, start] = [index, end];
    const next = end + block.flat().length;
    if (!path.slice(end, next).every((message, at) => isKept(message, end + at))) break;
    end = next;
  }
  return { blocks: before?.blocks.slice(0, kept) ?? [], start };
}

function inParts(turn: readonly ChatMessage[]): (readonly ChatMessage[])[] {
  if (turn.length <= MESSAGES_PER_TURN) return [turn];
  const count = Math.ceil(turn.length / MESSAGES_PER_TURN);
  return Array.from({ length: count }, (_, at) =>
    turn.slice(at * MESSAGES_PER_TURN, (at + 1) * MESSAGES_PER_TURN),
  );
}

function estimate(block: LogBlock): number {
  return block.flat().reduce((sum, { role, text }) => {
    const textPx = Math.ceil(Math.max(text.length, 1) / CHARS_PER_LINE) * LINE_PX;
    return sum + AROUND_PX + (role === 'user' ? Math.min(textPx, MAX_QUESTION_PX) : textPx);
  }, 0);
}

function reused(block: LogBlock): LogBlock {
  const last = block.at(-1)?.at(-1);
  if (!last) return block;
  const before = known.get(last);
  if (before && isSame(before, block)) return before;
  known.set(last, block);
  return block;
}

function isSame(before: LogBlock, block: LogBlock): boolean {
  if (before.length !== block.length) return false;
  return block.every((turn, at) => {
    const turnBefore = before[at];
    if (turnBefore?.length !== turn.length) return false;
    return turn.every((message, index) => message === turnBefore[index]);
  });
}
