import { memo } from 'react';
import { MAX_TABLE_CELLS } from '#lib/core/markdown/blocks/count-cells.ts';
import { MAX_TABLE_COLUMNS } from '#lib/core/markdown/lexer/wide-table.ts';
import type { Block, TooMuch } from '#lib/core/markdown/markdown-tree.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { breakWords } from '../ui/break-words.tsx';
import { renderParts } from './render-parts.ts';

type Literal = Extract<Block, { type: 'literal' }>;

type LiteralViewProps = { literal: Literal; hasIndicator: boolean };

const NOTES: Readonly<Record<TooMuch, () => string>> = {
  cells: () =>
    `This table has more than ${formatCount(MAX_TABLE_CELLS)} cells, so it is shown as plain text.`,
  columns: () =>
    `This table has more than ${formatCount(MAX_TABLE_COLUMNS)} columns, so it is shown as plain text.`,
  length: () => 'This part is too long to format, so it is shown as plain text.',
};

/** Text exactly as written, with a note where readers would expect formatting. */
export function LiteralView({ literal, hasIndicator }: LiteralViewProps) {
  const { chunks, tooMuch } = literal;
  const text = (
    <pre dir="auto" className="font-sans whitespace-pre-wrap">
      {renderParts(chunks, (chunk, index, isLast) => (
        <LiteralChunk key={index} text={chunk} hasIndicator={hasIndicator && isLast} />
      ))}
    </pre>
  );
  if (tooMuch === null) return text;
  return (
    <div className="literal-card">
      <p>{NOTES[tooMuch]()}</p>
      {text}
    </div>
  );
}

type LiteralChunkProps = { text: string; hasIndicator: boolean };

/** A block of its own, so that adding text lays out only its chunk. */
const LiteralChunk = memo(function LiteralChunk({ text, hasIndicator }: LiteralChunkProps) {
  return (
    <span className={hasIndicator ? 'block streaming-mark' : 'block'}>{breakWords(text)}</span>
  );
});
