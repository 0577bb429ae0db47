/** What a provider charges for searching the web, in addition to tokens. */
export type SearchPrice = {
  /** US dollars for one search. */
  usd: number;
  /** The provider's page. */
  source: string;
  /** The date of the copy or transcript of that page that was read (ISO 8601). */
  date: string;
};

/**
 * The providers whose price for a search is known and whose number of searches can be limited. Without
 * both there is no worst case to reserve, so a cap in dollars excludes a search.
 */
export const SEARCH_PRICES = {
  // $10 per 1,000 calls, and the content found as input tokens. Only a call of type `search` is billed.
  openai: {
    usd: 0.01,
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-03-12',
  },
  // $4 per 1,000 results from Exa, five results for a search.
  openrouter: {
    usd: 0.02,
    source: 'https://openrouter.ai/announcements/introducing-web-search-via-the-api',
    date: '2025-01-23',
  },
} as const satisfies Record<string, SearchPrice>;
