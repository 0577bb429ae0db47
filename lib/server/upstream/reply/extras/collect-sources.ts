import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import type { SourceLists } from './read-source-lists.ts';
import type { SaidText } from './said-text.ts';
import type { SourceEntry } from './source-entry.ts';

/** Returns the sources of a chunk that are new: most upstreams repeat their list in each chunk. */
type SourceCollector = (lists: SourceLists) => Source[];

/**
 * Creates a collector for one reply. Each source is given once. An entry that must not be linked keeps its
 * number, so what follows it has one that is not its place in the list.
 */
export function createSourceCollector({ locate }: Pick<SaidText, 'locate'>): SourceCollector {
  const seen = new Set<string>();
  let given = 0;
  let numbers = 0;
  let firstKey: string | null = null;

  const once = (entry: SourceEntry, number: number | null): Source[] => {
    const { url, title } = entry;
    if (url === null || given >= MAX_EXTRAS.sources) return [];
    const place = locate(entry.start, entry.end);
    // A page without a place or number adds nothing to the same page before it.
    const key = place ? `${url} ${place.start} ${place.end}` : number ? `${url} [${number}]` : url;
    if (seen.has(key) || (!place && !number && seen.has(url))) return [];
    seen.add(key).add(url);
    given++;
    return [
      {
        url,
        ...(title !== undefined && { title }),
        ...place,
        ...(number !== null && !place && { number }),
      },
    ];
  };

  const numbered = (entries: readonly SourceEntry[]): Source[] => {
    const [first] = entries;
    if (!first) return [];
    // A list that does not begin like the first one continues it.
    const before = firstKey === null || firstKey === first.key ? 0 : numbers;
    firstKey ??= first.key;
    numbers = Math.max(numbers, before + entries.length);
    return entries.flatMap((entry, at) => once(entry, entry.number ?? before + at + 1));
  };

  return ({ numbered: list, others }) => [
    ...numbered(list),
    ...others.flatMap((entry) => once(entry, null)),
  ];
}
