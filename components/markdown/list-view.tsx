import { memo, type ReactNode } from 'react';
import { blockDirection } from '#lib/core/markdown/layout/block-direction.ts';
import { type NestedBlock, nestDetails } from '#lib/core/markdown/layout/nest-details.ts';
import type { Block, ListItem } from '#lib/core/markdown/markdown-tree.ts';
import { countGrouped, GROUP_SIZE } from '#lib/core/markdown/values/grouped.ts';
import type { TextDirection } from '#lib/core/text/text-direction.ts';
import { Inlines } from './inlines.tsx';
import { renderParts } from './render-parts.ts';

type List = Extract<Block, { type: 'list' }>;

/** Renders any block. Passed down because a block can contain a list and a list contains blocks. */
type RenderBlock = (block: NestedBlock, index: number, hasIndicator: boolean) => ReactNode;

type ListViewProps = { list: List; hasIndicator: boolean; renderBlock: RenderBlock };

// A long list renders as several lists, so that each is only laid out when it is in view. A single
// item cannot be, because its marker is outside its box.
const GROUPS_PER_PART = 8;

/** A list with its items in groups: a full group is compared as one when the list grows. */
export function ListView({ list, hasIndicator, renderBlock }: ListViewProps) {
  const { items, start } = list;
  const direction = blockDirection([list]);
  const parts = Array.from({ length: Math.ceil(items.length / GROUPS_PER_PART) }, (_, index) => ({
    ...list,
    items: items.slice(index * GROUPS_PER_PART, (index + 1) * GROUPS_PER_PART),
    start: start + index * GROUPS_PER_PART * GROUP_SIZE,
  }));
  return renderParts(parts, (part, index, isLast) => (
    <ListPart
      key={index}
      list={part}
      direction={direction}
      hasIndicator={hasIndicator && isLast}
      renderBlock={renderBlock}
      lazy={!isLast}
    />
  ));
}

type ListPartProps = ListViewProps & { direction: TextDirection | undefined; lazy: boolean };

function ListPart({ list, direction, hasIndicator, renderBlock, lazy }: ListPartProps) {
  const { items, loose, ordered, start } = list;
  // The browser remembers the height of a full part before the part becomes lazy.
  const isFull = items.length === GROUPS_PER_PART;
  const partClass = `${isFull ? ' reply-part' : ''}${lazy ? ' reply-lazy' : ''}`;
  const groups = renderParts(items, (group, index, isLast) => (
    <ItemGroup
      key={index}
      items={group}
      loose={loose}
      hasIndicator={hasIndicator && isLast}
      renderBlock={renderBlock}
    />
  ));
  if (!ordered) {
    return (
      <ul dir={direction} className={`reply-list list-disc ps-6${partClass}`}>
        {groups}
      </ul>
    );
  }
  const hasLongNumbers = start + countGrouped(items) > 100;
  return (
    <ol
      start={start === 1 ? undefined : start}
      dir={direction}
      className={`reply-list list-decimal ${hasLongNumbers ? 'ps-11' : 'ps-6'}${partClass}`}
    >
      {groups}
    </ol>
  );
}

type ItemGroupProps = Omit<ItemViewProps, 'item'> & { items: readonly ListItem[] };

const ItemGroup = memo(function ItemGroup({ items, hasIndicator, ...rest }: ItemGroupProps) {
  return renderParts(items, (item, index, isLast) => (
    <ItemView key={index} item={item} hasIndicator={hasIndicator && isLast} {...rest} />
  ));
});

type ItemViewProps = {
  item: ListItem;
  loose: boolean;
  hasIndicator: boolean;
  renderBlock: RenderBlock;
};

const ItemView = memo(function ItemView({ item, loose, hasIndicator, renderBlock }: ItemViewProps) {
  const blocks = nestDetails(item.blocks);
  const last = blocks.at(-1);
  const isIndicatorOnItem = hasIndicator && (!last || isPlain(last, loose));
  const names = [
    loose && 'reply-flow',
    item.checked !== null && 'task',
    isIndicatorOnItem && 'streaming-mark',
  ];
  return (
    <li className={names.filter(Boolean).join(' ') || undefined}>
      {item.checked !== null && <TaskBox checked={item.checked} />}
      {renderParts(blocks, (block, index, isLast) =>
        isPlain(block, loose) ? (
          <Inlines key={index} inlines={block.children} more={block.more} />
        ) : (
          renderBlock(block, index, hasIndicator && !isIndicatorOnItem && isLast)
        ),
      )}
    </li>
  );
});

/** Text directly in an item: items of a tight list have no paragraphs. */
function isPlain(
  block: NestedBlock,
  loose: boolean,
): block is Extract<Block, { type: 'paragraph' }> {
  return !loose && block.type === 'paragraph';
}

function TaskBox({ checked }: { checked: boolean }) {
  return (
    <input
      type="checkbox"
      className="task-box"
      aria-label={checked ? 'Done' : 'To do'}
      checked={checked}
      disabled
      readOnly
    />
  );
}
