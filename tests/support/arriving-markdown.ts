import { advanceMarkdown } from '../../lib/core/markdown/advance-markdown.ts';
import { buildBlocks } from '../../lib/core/markdown/blocks/build-blocks.ts';
import { lexReply } from '../../lib/core/markdown/lexer/reply-lexer.ts';
import { NO_DEFINITIONS } from '../../lib/core/markdown/links/link-definitions.ts';
import { EMPTY_STREAM, type MarkdownStream } from '../../lib/core/markdown/markdown-stream.ts';
import type { Block } from '../../lib/core/markdown/markdown-tree.ts';

/** Another path to the same blocks: the whole text at once, with only the lexer. */
export function readAtOnce(text: string): Block[] {
  return buildBlocks(lexReply(text.replace(/\r\n?/g, '\n'), NO_DEFINITIONS, false).tokens);
}

/** Each state of a reply that arrives in pieces of these sizes; the last one has ended. */
export function* streamOf(text: string, sizes: Iterable<number>): Generator<MarkdownStream> {
  let stream = EMPTY_STREAM;
  let end = 0;
  for (const size of sizes) {
    if (end >= text.length) break;
    end += size;
    stream = advanceMarkdown(stream, text.slice(0, end), true);
    yield stream;
  }
  yield advanceMarkdown(stream, text, false);
}

/** The same size, endlessly. */
export function* every(size: number): Generator<number> {
  for (;;) yield size;
}

/** A reply that has arrived in pieces of these sizes. */
export function lastOf(text: string, sizes: Iterable<number>): MarkdownStream {
  return [...streamOf(text, sizes)].at(-1) ?? EMPTY_STREAM;
}
