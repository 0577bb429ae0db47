import { type ReactNode, type RefObject, useState } from 'react';
import { codeLanguageName } from '#lib/core/markdown/code/code-languages.ts';
import { measureCode } from '#lib/core/markdown/code/measure-code.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { CodeChunk } from './code-chunk.tsx';
import { CodeTools } from './code-tools.tsx';
import { renderParts } from './render-parts.ts';
import { useCodeColors } from './use-code-colors.ts';

/** More lines are folded: `.code-folded` shows as many. */
const MAX_SHOWN_LINES = 40;
/** A longer line rarely fits, and shorter code is not worth a file. */
const LONG_LINE = 60;
const LONG_CODE = 160;

type Code = Extract<Block, { type: 'code' }>;

type CodeBlockProps = {
  block: Code;
  hasIndicator: boolean;
  /** In place of the name of the language. */
  head?: ReactNode;
  /** In place of what can be done with the code. */
  tools?: ReactNode;
  /** Shown above the code, which is hidden meanwhile (`sourceRef`). */
  picture?: ReactNode;
  /** A line below the code. */
  note?: ReactNode;
  sourceRef?: RefObject<HTMLPreElement | null>;
};

/**
 * Code as a card with its language, what can be done with it, and lines that scroll sideways or wrap. A
 * long one is folded until the reader opens it, which it stays while it grows.
 */
export function CodeBlock(props: CodeBlockProps) {
  const { block, hasIndicator, head, tools, picture, note, sourceRef } = props;
  const { chunks, language, open } = block;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const [isWrapped, setIsWrapped] = useState(false);
  const colors = useCodeColors(block);
  const { lines, longestLine, length } = measureCode(chunks);
  const isLong = lines > MAX_SHOWN_LINES;
  const isFolded = isLong && !isUnfolded;
  const name = codeLanguageName(language);
  const showsIndicator = hasIndicator && open;
  const label = labelOf(name);
  const className = classNames(isWrapped && 'code-wrapped', isFolded && 'code-folded');
  return (
    <figure className="code-card">
      <figcaption>
        {head || <span>{name === '' ? 'Code' : name}</span>}
        {tools || (
          <CodeTools
            language={language}
            read={() => chunks.join('')}
            isLong={length > LONG_CODE || sourceRef !== undefined}
            isWrapped={isWrapped}
            onWrap={longestLine > LONG_LINE ? () => setIsWrapped(!isWrapped) : undefined}
          />
        )}
      </figcaption>
      {picture}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form. */}
      <pre ref={sourceRef} role="group" aria-label={label} tabIndex={0} className={className}>
        <code className={showsIndicator && chunks.length === 0 ? 'streaming-mark' : undefined}>
          {renderParts(chunks, (text, index, isLast) => (
            <CodeChunk
              key={index}
              text={text}
              colors={colors[index] ?? null}
              hasIndicator={showsIndicator && isLast}
            />
          ))}
        </code>
      </pre>
      {isLong && !picture && (
        <button
          type="button"
          className="code-fold"
          aria-expanded={isUnfolded}
          onClick={() => setIsUnfolded(!isUnfolded)}
        >
          <span className={isFolded && showsIndicator ? 'streaming-mark' : undefined}>
            {isFolded ? `Show all ${formatCount(lines)} lines` : 'Show less'}
          </span>
        </button>
      )}
      {note}
    </figure>
  );
}

function labelOf(name: string): string {
  return name === '' ? 'Code' : `${name} code`;
}

function classNames(...names: readonly (string | false)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}
