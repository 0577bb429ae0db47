import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import type { WebSearch } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import { withSearches } from './search-usage.ts';

/**
 * Passes a reply's events through, and adds its searches of the web to the usage that ends it. Some
 * upstreams show the beginning of a search, some its end, some both.
 *
 * @param method how the search was asked for; null if it was not
 */
export function countSearches(
  events: AsyncGenerator<UpstreamEvent, void>,
  method: WebSearchMethod | null,
): AsyncGenerator<UpstreamEvent, void> {
  // Each generator that a chunk passes through costs as much as decoding it.
  return method === null ? events : countEach(events, method);
}

async function* countEach(
  events: AsyncGenerator<UpstreamEvent, void>,
  method: WebSearchMethod,
): AsyncGenerator<UpstreamEvent, void> {
  const seen: Record<WebSearch['status'], number> = { searching: 0, done: 0 };
  const toFullUsage = (usage: Usage) =>
    withSearches(usage, method, Math.max(seen.searching, seen.done));
  try {
    for await (const event of events) {
      if (event.type === 'search') seen[event.search.status] += 1;
      yield event.type === 'done' && event.usage && !wasDropped(event)
        ? { ...event, usage: toFullUsage(event.usage) }
        : event;
    }
  } catch (error) {
    if (error instanceof StarlightError && error.usage) error.usage = toFullUsage(error.usage);
    throw error;
  }
}

/** The upstream refused the search, and the reply is to the request without it. */
function wasDropped({ notices }: Extract<UpstreamEvent, { type: 'done' }>): boolean {
  return notices?.includes('dropped_web_search') ?? false;
}
