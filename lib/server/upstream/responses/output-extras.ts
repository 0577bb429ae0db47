import 'server-only';
import type { ReplyExtra, Source, WebSearch } from '#lib/core/chat/reply-extras.ts';
import { createItemResults, type OutputItem } from './item-results.ts';
import type { ItemPart } from './output-item.ts';
import type { OutputPart } from './output-part.ts';
import type { Transcript } from './transcript.ts';
import { createUrlCitations } from './url-citations.ts';
import { createWebSearches } from './web-searches.ts';

/** Reads what a response contains besides text: citations, searches, function calls and images, each once. */
type OutputExtras = {
  /** Takes an annotation of a text. */
  annotate: (part: OutputPart, annotation: unknown) => ReplyExtra[];
  beginSearch: (items: OutputPart['items']) => ReplyExtra[];
  endSearch: (items: OutputPart['items']) => ReplyExtra[];
  /** A search has ended by the time that something else is said. */
  settle: () => ReplyExtra[];
  /** Takes a complete item, once its texts are said. */
  takeItem: (item: OutputItem, texts: readonly ItemPart[]) => ReplyExtra[];
  /** Takes all items of a response that has ended, once all texts are said. */
  takeAll: (items: readonly OutputItem[], texts: readonly ItemPart[]) => ReplyExtra[];
  /** The response asks for a function to be called; see `ItemResults`. */
  hasCalls: (hasText: boolean) => boolean;
  /** Characters the model wrote in calls. */
  written: () => number;
};

export function createOutputExtras(texts: Pick<Transcript, 'locate'>): OutputExtras {
  const citations = createUrlCitations(texts);
  const searches = createWebSearches();
  const results = createItemResults();

  const annotateAll = (parts: readonly ItemPart[]): Source[] =>
    parts.flatMap(({ part, annotations }) =>
      annotations.flatMap((annotation) => citations.take(part, annotation)),
    );
  const completeSearches = (items: readonly OutputItem[]): WebSearch[] =>
    items.flatMap(({ items: names, item }) =>
      item['type'] === 'web_search_call' ? searches.complete(names, item) : [],
    );

  return {
    annotate: (part, annotation) => toSourceExtras(citations.take(part, annotation)),
    beginSearch: (items) => toSearchExtras(searches.begin(items)),
    endSearch: (items) => toSearchExtras(searches.end(items)),
    settle: () => toSearchExtras(searches.settle()),
    takeItem: (item, parts) => [
      ...toSearchExtras(completeSearches([item])),
      ...toSourceExtras(annotateAll(parts)),
      ...results.take(item),
    ],
    takeAll: (items, parts) => [
      ...toSearchExtras([...completeSearches(items), ...searches.endAll()]),
      ...toSourceExtras([...annotateAll(parts), ...citations.rest()]),
      ...results.takeAll(items),
    ],
    hasCalls: results.hasCalls,
    written: results.written,
  };
}

function toSourceExtras(sources: Source[]): ReplyExtra[] {
  return sources.length === 0 ? [] : [{ type: 'sources', sources }];
}

function toSearchExtras(searches: readonly WebSearch[]): ReplyExtra[] {
  return searches.map((search) => ({ type: 'search', search }));
}
