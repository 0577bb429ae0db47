/**
 * A sequence in groups of `GROUP_SIZE`; every group but the last is full. A full group is never
 * copied again, so appending and rendering cost the same for the first item and the thousandth.
 */
export type Grouped<T> = readonly (readonly T[])[];

export const GROUP_SIZE = 32;

/** How many items all groups contain together. */
export function countGrouped<T>(groups: Grouped<T>): number {
  const last = groups.at(-1);
  return last ? (groups.length - 1) * GROUP_SIZE + last.length : 0;
}

/** The sequence with `items` after it. Full groups keep their identity. */
export function appendGrouped<T>(groups: Grouped<T>, items: readonly T[]): Grouped<T> {
  if (items.length === 0) return groups;
  const grown = [...groups];
  let last = grown.at(-1) ?? [];
  if (last.length > 0 && last.length < GROUP_SIZE) grown.pop();
  else last = [];
  const rest = [...last, ...items];
  for (let start = 0; start < rest.length; start += GROUP_SIZE) {
    grown.push(rest.slice(start, start + GROUP_SIZE));
  }
  return grown;
}

/** The first `count` items. Full groups keep their identity. */
export function takeGrouped<T>(groups: Grouped<T>, count: number): Grouped<T> {
  if (count >= countGrouped(groups)) return groups;
  const full = Math.floor(count / GROUP_SIZE);
  const taken = groups.slice(0, full);
  const rest = count % GROUP_SIZE;
  const cut = groups[full];
  return rest > 0 && cut ? [...taken, cut.slice(0, rest)] : taken;
}

/** The item at `index`, or `undefined` past the end. */
export function atGrouped<T>(groups: Grouped<T>, index: number): T | undefined {
  return groups[Math.floor(index / GROUP_SIZE)]?.[index % GROUP_SIZE];
}

/** The sequence with one item replaced; the other groups keep their identity. */
export function replaceGrouped<T>(groups: Grouped<T>, index: number, item: T): Grouped<T> {
  const position = Math.floor(index / GROUP_SIZE);
  const group = groups[position];
  return group ? groups.with(position, group.with(index % GROUP_SIZE, item)) : groups;
}
