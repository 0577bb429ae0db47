import { memo, type ReactNode } from 'react';
import { CODE_CHUNK_LENGTH } from '#lib/core/markdown/blocks/line-chunks.ts';
import { codeLanguageName } from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';
import { cutIntoBlocks } from '#lib/core/markdown/layout/cut-into-blocks.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { drawInOrder } from './draw-in-order.ts';
import { useHighlightedChunks } from './use-highlighted-chunks.ts';

const LONGEST_COLOURED = 2 * CODE_CHUNK_LENGTH;

type Code = Extract<Block, { type: 'code' }>;

type CodeBlockProps = { block: Code; marked: boolean };

/** Code as a card with its language, a copy button, and lines that scroll sideways. */
export function CodeBlock({ block, marked }: CodeBlockProps) {
  const { chunks, language, open } = block;
  const tokens = useHighlightedChunks(block);
  const name = codeLanguageName(language);
  const isMarked = marked && open;
  return (
    <figure className="code-card">
      <figcaption>
        <span>{name === '' ? 'Code' : name}</span>
        <CopyButton label="Copy code" read={() => chunks.join('')} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form. */}
      <pre role="group" aria-label={name === '' ? 'Code' : `${name} code`} tabIndex={0}>
        <code className={isMarked && chunks.length === 0 ? 'streaming-mark' : undefined}>
          {drawInOrder(chunks, (text, place, isLast) => (
            <CodeChunk
              key={place}
              text={text}
              tokens={tokens[place] ?? null}
              marked={isMarked && isLast}
            />
          ))}
        </code>
      </pre>
    </figure>
  );
}

type CodeChunkProps = { text: string; tokens: readonly CodeToken[] | null; marked: boolean };

/** About fifty lines as a block of their own, so that adding a line lays out only its chunk. */
const CodeChunk = memo(function CodeChunk({ text, tokens, marked }: CodeChunkProps) {
  // The indicator belongs at the end of the line being written, not on the next one.
  if (marked) {
    return (
      <span className="code-chunk streaming-mark">{withoutColours(text.replace(/\n$/, ''))}</span>
    );
  }
  return (
    <span className="code-chunk">
      {tokens && text.length <= LONGEST_COLOURED
        ? drawInOrder(tokens, drawToken)
        : withoutColours(text)}
    </span>
  );
});

/**
 * A chunk is only longer if it is a single line: it has no colors, and the browser lays it out in
 * pieces.
 */
function withoutColours(text: string): ReactNode {
  const pieces = text.length > LONGEST_COLOURED ? cutIntoBlocks(text) : [text];
  if (pieces.length === 1) return text;
  return drawInOrder(pieces, (piece, place) => (
    <span key={place} className="inline-block">
      {piece}
    </span>
  ));
}

function drawToken(token: CodeToken, place: number) {
  if (typeof token === 'string') return token;
  return (
    <span key={place} className={`code-${token.kind}`}>
      {token.text}
    </span>
  );
}
