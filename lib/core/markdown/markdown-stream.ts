import type { Block, MarkdownDocument } from './markdown-tree.ts';
import type { OpenBlock } from './open-block.ts';
import { NOTHING_SETTLED, type SettledBlocks } from './settled-blocks.ts';

/** A reply as far as it has been read. A value: reading on gives a new one and leaves this one as it is. */
export type MarkdownStream = {
  /** What to draw. Blocks that did not change are the same objects as before. */
  document: MarkdownDocument;
  text: string;
  streaming: boolean;
  /** `text` with line breaks as `\n`. */
  source: string;
  settled: SettledBlocks;
  /** The part set aside of the block that is growing, and whether it was read before definitions known now. */
  open: OpenBlock | null;
  openIsStale: boolean;
  /** Where in the source the growing block begins, and where what is read again begins. */
  blockStart: number;
  windowStart: number;
  /** Blocks that have not settled. */
  tail: readonly Block[];
  /** Where reading stopped in a long window; 0 where everything was read. */
  readEnd: number;
  /** What comes after `readEnd`, read as a text of its own; `null` where there is nothing. */
  ending: MarkdownStream | null;
  /** This is such an ending. */
  isEnding: boolean;
  /** Characters of new text given to the lexer so far: a measure of work. */
  lexedLength: number;
};

/** Nothing read yet. */
export const EMPTY_STREAM: MarkdownStream = {
  document: [],
  text: '',
  streaming: false,
  source: '',
  settled: NOTHING_SETTLED,
  open: null,
  openIsStale: false,
  blockStart: 0,
  windowStart: 0,
  tail: [],
  readEnd: 0,
  ending: null,
  isEnding: false,
  lexedLength: 0,
};
