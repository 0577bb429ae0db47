import { memo, type ReactNode } from 'react';
import type { Block, ListItem } from '#lib/core/markdown/markdown-tree.ts';
import { countGrouped, GROUP_SIZE } from '#lib/core/markdown/values/grouped.ts';
import { drawInOrder } from './draw-in-order.ts';
import { Inlines } from './inlines.tsx';

type List = Extract<Block, { type: 'list' }>;

/** Renders any block. Passed down because a block can contain a list and a list contains blocks. */
type DrawBlock = (block: Block, place: number, marked: boolean) => ReactNode;

type ListViewProps = { list: List; marked: boolean; drawBlock: DrawBlock };

// A long list renders as several lists, so that each is only laid out when it is in view. A single
// item cannot be, because its marker is outside its box.
const GROUPS_PER_PART = 8;

/** A list with its items in groups: a full group is compared as one when the list grows. */
export function ListView({ list, marked, drawBlock }: ListViewProps) {
  const { items, start } = list;
  if (items.length <= GROUPS_PER_PART) {
    return <ListPart list={list} marked={marked} drawBlock={drawBlock} lazy={false} />;
  }
  const parts = Array.from({ length: Math.ceil(items.length / GROUPS_PER_PART) }, (_, place) => ({
    ...list,
    items: items.slice(place * GROUPS_PER_PART, (place + 1) * GROUPS_PER_PART),
    start: start + place * GROUPS_PER_PART * GROUP_SIZE,
  }));
  return (
    <div>
      {drawInOrder(parts, (part, place, isLast) => (
        <ListPart
          key={place}
          list={part}
          marked={marked && isLast}
          drawBlock={drawBlock}
          lazy={!isLast}
        />
      ))}
    </div>
  );
}

function ListPart({ list, marked, drawBlock, lazy }: ListViewProps & { lazy: boolean }) {
  const { items, loose, ordered, start } = list;
  const drawnWhen = lazy ? ' reply-lazy' : '';
  const groups = drawInOrder(items, (group, place, isLast) => (
    <ItemGroup
      key={place}
      items={group}
      loose={loose}
      marked={marked && isLast}
      drawBlock={drawBlock}
    />
  ));
  if (!ordered) return <ul className={`reply-list list-disc pl-6${drawnWhen}`}>{groups}</ul>;
  const hasLongNumbers = start + countGrouped(items) > 100;
  return (
    <ol
      start={start === 1 ? undefined : start}
      className={`reply-list list-decimal ${hasLongNumbers ? 'pl-11' : 'pl-6'}${drawnWhen}`}
    >
      {groups}
    </ol>
  );
}

type ItemGroupProps = Omit<ItemViewProps, 'item'> & { items: readonly ListItem[] };

const ItemGroup = memo(function ItemGroup({ items, marked, ...rest }: ItemGroupProps) {
  return drawInOrder(items, (item, place, isLast) => (
    <ItemView key={place} item={item} marked={marked && isLast} {...rest} />
  ));
});

type ItemViewProps = { item: ListItem; loose: boolean; marked: boolean; drawBlock: DrawBlock };

const ItemView = memo(function ItemView({ item, loose, marked, drawBlock }: ItemViewProps) {
  const last = item.blocks.at(-1);
  const marksItself = marked && (!last || isPlain(last, loose));
  const names = [
    loose && 'reply-flow',
    item.checked !== null && 'task',
    marksItself && 'streaming-mark',
  ];
  return (
    <li className={names.filter(Boolean).join(' ') || undefined}>
      {item.checked !== null && <TaskBox checked={item.checked} />}
      {drawInOrder(item.blocks, (block, place, isLast) =>
        isPlain(block, loose) ? (
          <Inlines key={place} of={block.children} more={block.more} />
        ) : (
          drawBlock(block, place, marked && !marksItself && isLast)
        ),
      )}
    </li>
  );
});

/** Text directly in an item: items of a tight list have no paragraphs. */
function isPlain(block: Block, loose: boolean): block is Extract<Block, { type: 'paragraph' }> {
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
