'use client';

import { useContext } from 'react';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CodeBlock } from '../code-block.tsx';
import { DiagramNote } from './diagram-note.tsx';
import { DiagramsContext } from './diagrams-context.ts';

type Code = Extract<Block, { type: 'code' }>;

const deferredDiagram = deferModule(() => import('./diagram-block.tsx'));

type CodeSlotProps = { block: Code; hasIndicator: boolean };

/** A block of code, or the diagram that it is the source of. */
export function CodeSlot({ block, hasIndicator }: CodeSlotProps) {
  const isDrawn = useContext(DiagramsContext) && !block.open && block.chunks.length > 0;
  if (!isDrawn || block.language.toLowerCase() !== 'mermaid') {
    return <CodeBlock block={block} hasIndicator={hasIndicator} />;
  }
  return <DiagramSlot block={block} />;
}

function DiagramSlot({ block }: { block: Code }) {
  const loaded = deferredDiagram.use();
  if (loaded !== 'loading' && loaded !== 'failed') return <loaded.DiagramBlock block={block} />;
  const note = loaded === 'failed' && (
    <DiagramNote failure="not_loaded" onRetry={deferredDiagram.load} />
  );
  return <CodeBlock block={block} hasIndicator={false} note={note} />;
}
