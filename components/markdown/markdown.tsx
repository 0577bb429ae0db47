'use client';

import { memo, useMemo, useState } from 'react';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import {
  collectFootnotes,
  type Footnotes,
  NO_FOOTNOTES,
} from '#lib/core/markdown/layout/collect-footnotes.ts';
import { flatIfNested } from '#lib/core/markdown/layout/nest-details.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';
import type { Block, MarkdownDocument } from '#lib/core/markdown/markdown-tree.ts';
import { reuseEqual } from '#lib/core/markdown/values/reuse-equal.ts';
import { Blocks } from './block-view.tsx';
import { FootnoteList, FootnotesContext, numberFootnotes } from './footnotes.tsx';
import { renderParts } from './render-parts.ts';
import { useRareEntities } from './use-rare-entities.ts';

type MarkdownProps = { text: string; streaming: boolean };

// Parts of a longer reply are laid out when they come into view. All of the text is in the page: it
// can be searched, copied and printed.
const MAX_EAGER_GROUPS = 4;

/**
 * A reply as formatted text. While it streams, only its last block is parsed and rendered again.
 */
export const Markdown = memo(function Markdown({ text, streaming }: MarkdownProps) {
  const document = useMarkdownDocument(text, streaming);
  const last = document.at(-1)?.at(-1);
  // A disclosure can contain more than a group.
  const flat = flatIfNested(document);
  const groups = flat ? [flat] : document;
  const footnotes = useFootnotes(document, streaming);
  const numbered = useMemo(() => numberFootnotes(footnotes.labels, footnotes.notes), [footnotes]);
  return (
    // A line break in the text is a line break on screen: replies contain verse and addresses.
    <div className="reply text-base/[1.6] whitespace-pre-line wrap-anywhere">
      <FootnotesContext value={numbered}>
        {renderParts(groups, (blocks, index, isLast) => (
          <BlockGroup
            key={index}
            blocks={blocks}
            hasIndicator={streaming && isLast}
            lazy={groups.length > MAX_EAGER_GROUPS && !isLast}
          />
        ))}
        <FootnoteList notes={footnotes.notes} renderBlocks={renderNote} />
      </FootnotesContext>
      {streaming && !(last && canHoldIndicator(last)) && <p className="streaming-mark" />}
    </div>
  );
});

function renderNote(blocks: readonly Block[]) {
  return <Blocks blocks={blocks} hasIndicator={false} />;
}

/** The same object until a number or a note changes, so that marks are drawn again only then. */
function useFootnotes(document: MarkdownDocument, streaming: boolean): Footnotes {
  const [footnotes, setFootnotes] = useState(NO_FOOTNOTES);
  const next = reuseEqual(footnotes, collectFootnotes(document, streaming));
  if (next !== footnotes) setFootnotes(next);
  return next;
}

/** Keeps what was parsed from one text to the next, so that only the difference is parsed. */
function useMarkdownDocument(text: string, streaming: boolean): MarkdownDocument {
  const [stream, setStream] = useState(() => advanceMarkdown(EMPTY_STREAM, text, streaming));
  const hasAllEntities = useRareEntities() && text.includes('&');
  const [hadAllEntities, setHadAllEntities] = useState(hasAllEntities);
  if (hasAllEntities !== hadAllEntities) setHadAllEntities(hasAllEntities);
  const before = hasAllEntities === hadAllEntities ? stream : EMPTY_STREAM;
  const next = advanceMarkdown(before, text, streaming);
  if (next !== stream) setStream(next);
  return next.document;
}

type BlockGroupProps = { blocks: readonly Block[]; hasIndicator: boolean; lazy: boolean };

/** When the reply grows, a full group is compared and laid out as one. */
const BlockGroup = memo(function BlockGroup({ blocks, hasIndicator, lazy }: BlockGroupProps) {
  return (
    <div className={`reply-flow reply-part${lazy ? ' reply-lazy' : ''}`}>
      <Blocks blocks={blocks} hasIndicator={hasIndicator} />
    </div>
  );
});

/** A rule and closed code have no text for the indicator to follow. */
function canHoldIndicator(block: Block): boolean {
  if (block.type === 'code') return block.open;
  return block.type !== 'footnote' && block.type !== 'rule' && block.type !== 'details-end';
}
