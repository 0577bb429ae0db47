import { memo, type ReactNode } from 'react';
import { CODE_CHUNK_LENGTH } from '#lib/core/markdown/blocks/line-chunks.ts';
import { codeLanguageName } from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';
import { cutIntoBlocks } from '#lib/core/markdown/layout/cut-into-blocks.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { renderParts } from './render-parts.ts';
import { useHighlightedChunks } from './use-highlighted-chunks.ts';

const MAX_HIGHLIGHTED_CHUNK_LENGTH = 2 * CODE_CHUNK_LENGTH;

type Code = Extract<Block, { type: 'code' }>;

type CodeBlockProps = { block: Code; hasIndicator: boolean };

/** Code as a card with its language, a copy button, and lines that scroll sideways. */
export function CodeBlock({ block, hasIndicator }: CodeBlockProps) {
  const { chunks, language, open } = block;
  const tokens = useHighlightedChunks(block);
  const name = codeLanguageName(language);
  const showsIndicator = hasIndicator && open;
  return (
    <figure className="code-card">
      <figcaption>
        <span>{name === '' ? 'Code' : name}</span>
        <CopyButton label="Copy code" read={() => chunks.join('')} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form. */}
      <pre role="group" aria-label={name === '' ? 'Code' : `${name} code`} tabIndex={0}>
        <code className={showsIndicator && chunks.length === 0 ? 'streaming-mark' : undefined}>
          {renderParts(chunks, (text, index, isLast) => (
            <CodeChunk
              key={index}
              text={text}
              tokens={tokens[index] ?? null}
              hasIndicator={showsIndicator && isLast}
            />
          ))}
        </code>
      </pre>
    </figure>
  );
}

type CodeChunkProps = { text: string; tokens: readonly CodeToken[] | null; hasIndicator: boolean };

/** About fifty lines as a block of their own, so that adding a line lays out only its chunk. */
const CodeChunk = memo(function CodeChunk({ text, tokens, hasIndicator }: CodeChunkProps) {
  // The indicator belongs at the end of the line being written, not on the next one.
  if (hasIndicator) {
    return (
      <span className="code-chunk streaming-mark">{renderPlainText(text.replace(/\n$/, ''))}</span>
    );
  }
  return (
    <span className="code-chunk">
      {tokens && text.length <= MAX_HIGHLIGHTED_CHUNK_LENGTH
        ? renderParts(tokens, renderToken)
        : renderPlainText(text)}
    </span>
  );
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
