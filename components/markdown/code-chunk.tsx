import { memo, type ReactNode } from 'react';
import { CODE_CHUNK_LENGTH } from '#lib/core/markdown/blocks/line-chunks.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';
import { cutIntoBlocks } from '#lib/core/markdown/layout/cut-into-blocks.ts';
import type { ChunkColors } from './highlight-chunks.ts';
import { renderParts } from './render-parts.ts';

const MAX_HIGHLIGHTED_CHUNK_LENGTH = 2 * CODE_CHUNK_LENGTH;

type CodeChunkProps = {
  text: string;
  /** For the beginning of the text; the rest has no colors yet. */
  colors: ChunkColors | null;
  hasIndicator: boolean;
};

/** About fifty lines as a block of their own, so that adding a line lays out only its chunk. */
export const CodeChunk = memo(function CodeChunk({ text, colors, hasIndicator }: CodeChunkProps) {
  // The indicator belongs at the end of the line being written, not on the next one.
  const shown = hasIndicator ? text.replace(/\n$/, '') : text;
  const isColored = colors !== null && text.length <= MAX_HIGHLIGHTED_CHUNK_LENGTH;
  return (
    <span className={hasIndicator ? 'code-chunk streaming-mark' : 'code-chunk'}>
      {isColored && <Colored tokens={colors.tokens} />}
      {renderPlainText(isColored ? shown.slice(colors.text.length) : shown)}
    </span>
  );
});

/** Not rendered again while lines are added after it. */
const Colored = memo(function Colored({ tokens }: { tokens: readonly CodeToken[] }) {
  return renderParts(tokens, renderToken);
});

/**
 * A chunk is only longer if it is a single line: it has no colors, and the browser lays it out in
 * pieces.
 */
function renderPlainText(text: string): ReactNode {
  const pieces = text.length > MAX_HIGHLIGHTED_CHUNK_LENGTH ? cutIntoBlocks(text) : [text];
  if (pieces.length === 1) return text;
  return renderParts(pieces, (piece, index) => (
    <span key={index} className="inline-block">
      {piece}
    </span>
  ));
}

function renderToken(token: CodeToken, index: number) {
  if (typeof token === 'string') return token;
  return (
    <span key={index} className={`code-${token.kind}`}>
      {token.text}
    </span>
  );
}
