import type { Block, MarkdownDocument } from './markdown-tree.ts';
import type { OpenBlock } from './open-block.ts';
import { NOTHING_SETTLED, type SettledBlocks } from './settled-blocks.ts';

/** The state of parsing a reply. Immutable: continuing returns a new one. */
export type MarkdownStream = {
  /** What to render. Unchanged blocks are the same objects as before. */
  document: MarkdownDocument;
  text: string;
  streaming: boolean;
  /** `text` with line breaks as `\n`. */
  source: string;
  settled: SettledBlocks;
  /**
   * The part of the growing block that has been set aside, and whether it was parsed before
   * definitions that are known now.
   */
  open: OpenBlock | null;
  openIsStale: boolean;
  /** Where in the source the growing block begins, and where parsing starts again. */
  blockStart: number;
  windowStart: number;
  /** Blocks that have not settled. */
  tail: readonly Block[];
  /** Where parsing stopped in a long window; 0 if everything was parsed. */
  readEnd: number;
  /** The text after `readEnd`, parsed as a text of its own; `null` if there is none. */
  ending: MarkdownStream | null;
  /** Whether this is such an ending. */
  isEnding: boolean;
  /** Characters of new text given to the lexer so far: a measure of work. */
  lexedLength: number;
};

/** Nothing parsed yet. */
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
