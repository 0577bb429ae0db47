import 'server-only';

/** Keeps recent items of several groups, none of which can push out another's. */
export type FairRingBuffer<Item> = {
  /** Adds an item; returns true if it replaced an older one. */
  push: (item: Item, group: string) => boolean;
  items: () => Item[];
  clear: () => void;
};

/**
 * Keeps at most `capacity` items. When it is full, the largest group loses its oldest item, so a group
 * that floods the ring only pushes out its own items; between groups of the same size, the oldest item
 * goes. With one group it keeps exactly the last `capacity` items.
 */
export function createFairRingBuffer<Item>(capacity: number): FairRingBuffer<Item> {
  type StoredItem = { item: Item; at: number };
  const groups = new Map<string, StoredItem[]>();
  let size = 0;
  let pushed = 0;

  const dropOne = () => {
    let largest: [string, StoredItem[]] | null = null;
    for (const entry of groups) {
      if (largest === null || losesTo(largest[1], entry[1])) largest = entry;
    }
    if (largest === null) return;
    largest[1].shift();
    if (largest[1].length === 0) groups.delete(largest[0]);
    size -= 1;
  };

  return {
    push(item, group) {
      const stored = { item, at: pushed };
      pushed += 1;
      size += 1;
      const members = groups.get(group);
      if (members) members.push(stored);
      else groups.set(group, [stored]);
      const isFull = size > capacity;
      if (isFull) dropOne();
      return isFull;
    },
    items: () => [...groups.values()].flatMap((members) => members.map(({ item }) => item)),
    clear() {
      groups.clear();
      size = 0;
    },
  };
}

/** Whether the second group must drop an item, rather than the first. */
function losesTo(one: readonly { at: number }[], other: readonly { at: number }[]): boolean {
  if (one.length !== other.length) return other.length > one.length;
  return (other[0]?.at ?? 0) < (one[0]?.at ?? 0);
}
