import 'server-only';

/** The last items of many, of which no group can push out another's. */
export type FairRing<Item> = {
  /** Takes in an item; true when an older one had to go for it. */
  push: (item: Item, group: string) => boolean;
  items: () => Item[];
  clear: () => void;
};

/**
 * Keeps at most `capacity` items. Once it is full, the largest group loses its oldest item, so one
 * that floods the ring only ever pushes out itself; among equals, the oldest goes. With one group it
 * keeps exactly the last `capacity` items.
 */
export function createFairRing<Item>(capacity: number): FairRing<Item> {
  type Placed = { item: Item; at: number };
  const groups = new Map<string, Placed[]>();
  let size = 0;
  let pushed = 0;

  const dropOne = () => {
    let largest: [string, Placed[]] | null = null;
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
      const placed = { item, at: pushed };
      pushed += 1;
      size += 1;
      const members = groups.get(group);
      if (members) members.push(placed);
      else groups.set(group, [placed]);
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

/** Whether the second group is the one that has to give way. */
function losesTo(one: readonly { at: number }[], other: readonly { at: number }[]): boolean {
  if (one.length !== other.length) return other.length > one.length;
  return (other[0]?.at ?? 0) < (one[0]?.at ?? 0);
}
