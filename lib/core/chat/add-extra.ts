import type { ChatMessage } from './chat-log.ts';
import { MAX_EXTRAS } from './extra-limits.ts';
import type { ReplyExtra, Source, WebSearch } from './reply-extras.ts';

/** The fields of a reply that hold its extras. */
type ExtraFields = Pick<ChatMessage, 'sources' | 'searches' | 'toolCalls' | 'images'>;

/** The fields that an extra changes. What exceeds `MAX_EXTRAS` is dropped. */
export function addExtra(before: ExtraFields, extra: ReplyExtra): ExtraFields {
  switch (extra.type) {
    case 'sources':
      return { sources: withSources(before.sources ?? [], extra.sources) };
    case 'search':
      return { searches: withSearch(before.searches ?? [], extra.search) };
    case 'tool_call':
      return { toolCalls: withItem(before.toolCalls ?? [], extra.call, MAX_EXTRAS.toolCalls) };
    case 'image':
      return { images: withItem(before.images ?? [], extra.url, MAX_EXTRAS.images) };
  }
}

/** Upstreams repeat their whole list with each chunk, so a source that is there already is not added. */
function withSources(before: readonly Source[], added: readonly Source[]): readonly Source[] {
  const all = [...before];
  for (const source of added) {
    if (all.length >= MAX_EXTRAS.sources) break;
    if (!all.some((each) => isSame(each, source))) all.push(source);
  }
  return all.length === before.length ? before : all;
}

function isSame(one: Source, other: Source): boolean {
  return (
    one.url === other.url &&
    one.start === other.start &&
    one.end === other.end &&
    one.number === other.number
  );
}

/** The end of a search replaces its beginning. */
function withSearch(before: readonly WebSearch[], search: WebSearch): readonly WebSearch[] {
  const last = before.at(-1);
  const continues = last?.status === 'searching' && search.status === 'done';
  if (!continues) return withItem(before, search, MAX_EXTRAS.searches);
  return [...before.slice(0, -1), { ...last, ...search }];
}

function withItem<Item>(before: readonly Item[], item: Item, most: number): readonly Item[] {
  return before.length >= most ? before : [...before, item];
}
