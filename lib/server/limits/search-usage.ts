import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';

/** Where nothing limits them. A cap in dollars excludes such searches. */
const ASSUMED_SEARCHES = 3;

/**
 * The worst case of a request that searches the web as often as it can. The model reads the request again
 * after each search, with what was found; its output limit holds for all passes together.
 *
 * @param usage the worst case of the same request without searches; see `worstCaseUsage`
 */
export function withMostSearches(usage: Usage, method: WebSearchMethod | null): Usage {
  if (method === null) return usage;
  const searches = method.maxSearches ?? ASSUMED_SEARCHES;
  return {
    ...usage,
    inputTokens: usage.inputTokens * (searches + 1) + method.contentTokens,
    ...costOf(searches, method),
  };
}

/**
 * A reply's usage with its searches.
 *
 * @param usage as the upstream reported it; its tokens contain what was found
 * @param seen how many searches the reply showed. Where not each is shown, the most that there can be counts
 */
export function withSearches(usage: Usage, method: WebSearchMethod, seen: number): Usage {
  if (!method.isCounted)
    return { ...usage, ...costOf(method.maxSearches ?? ASSUMED_SEARCHES, method) };
  return seen === 0 ? usage : { ...usage, searches: seen, ...costOf(seen, method) };
}

function costOf(searches: number, { price }: WebSearchMethod): Pick<Usage, 'searchUsd'> {
  return price === null ? {} : { searchUsd: searches * price.usd };
}
