import { SEARCH_PRICES, type SearchPrice } from '../prices/search-prices.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import type { ApiDialect } from './choose-dialect.ts';
import type { ReasoningEffort } from './reasoning-effort.ts';

/** How a provider is asked to search the web for one reply. */
export type WebSearchMethod = {
  /** What is added to the body of the request. */
  members: Readonly<Record<string, unknown>>;
  /** The API that takes it. */
  dialect: ApiDialect;
  /** The efforts with which it is refused, although the model takes them. */
  exceptEfforts?: readonly ReasoningEffort[] | undefined;
  /** The most searches that one request is billed for; null if nothing limits them. */
  maxSearches: number | null;
  /** null if unknown. */
  price: SearchPrice | null;
  /** The most tokens of what it finds that are read as input. */
  contentTokens: number;
  /** Whether every search is an event of the reply. Otherwise only the most that there can be is known. */
  isCounted: boolean;
};

type Row = WebSearchMethod & {
  models: RegExp;
  exceptModels?: RegExp;
  /** The provider's page. */
  source: string;
  /** The date of the copy of that page, or of the report of a test, that was read (ISO 8601). */
  date: string;
};

/** Enough for most questions, and few enough that the worst case stays affordable. */
const MAX_SEARCHES = 3;

// OpenAI, "Web search", "Limitations": a search's context window, whatever the model's.
const OPENAI_CONTENT_TOKENS = 128_000;

const RESULTS_PER_SEARCH = 5;
const CHARACTERS_PER_RESULT = 2000;
// A token is at least a byte of UTF-8. Address and title come on top; each pass reads the earlier results again.
const TOKENS_PER_RESULT = CHARACTERS_PER_RESULT * 4 + 1000;
const RESULT_READS = (RESULTS_PER_SEARCH * MAX_SEARCHES * (MAX_SEARCHES + 1)) / 2;

/** Where nothing limits the searches, only a cap in tokens can apply, and this is reserved for it. */
const UNLIMITED_CONTENT_TOKENS = 128_000;

/**
 * How each provider takes it. Not here, and so never offered:
 *
 * - Google's OpenAI endpoint, Mistral and Moonshot: their search needs another API (Google's own,
 *   Mistral's conversations) or a client that answers the model's call (`$web_search`).
 * - xAI's Chat Completions: `search_parameters` is answered with 410 Gone (github.com/vercel/ai/pull/15713,
 *   2026-05-29). Its Responses API is below.
 * - Models that search with every request: see `alwaysSearches`.
 */
const ROWS: Partial<Record<ProviderId, Row>> = {
  openai: {
    // 400 "Unknown parameter: 'web_search_options'" on Chat Completions.
    models: /^(?:gpt-4o|gpt-4\.1|gpt-[5-9]|o3|o4-mini)/,
    exceptModels: /search|audio|realtime|transcribe|tts|image|gpt-4\.1-nano/,
    members: { tools: [{ type: 'web_search' }], max_tool_calls: MAX_SEARCHES },
    dialect: 'responses',
    // 400 "The following tools cannot be used with reasoning.effort 'minimal'" (openai/codex#3559).
    exceptEfforts: ['minimal'],
    maxSearches: MAX_SEARCHES,
    price: SEARCH_PRICES.openai,
    contentTokens: OPENAI_CONTENT_TOKENS,
    isCounted: true,
    source: 'https://developers.openai.com/api/docs/guides/tools-web-search',
    date: '2026-06-11',
  },
  openrouter: {
    // The older plugin `web` and the suffix `:online` are deprecated. The engine is named, because
    // "auto" passes the price of the model's own provider through.
    models: /^/,
    members: {
      tools: [
        {
          type: 'openrouter:web_search',
          parameters: {
            engine: 'exa',
            max_results: RESULTS_PER_SEARCH,
            max_total_results: RESULTS_PER_SEARCH * MAX_SEARCHES,
            max_characters: CHARACTERS_PER_RESULT,
          },
        },
      ],
    },
    dialect: 'chat',
    maxSearches: MAX_SEARCHES,
    price: SEARCH_PRICES.openrouter,
    contentTokens: RESULT_READS * TOKENS_PER_RESULT,
    isCounted: false,
    source: 'https://openrouter.ai/docs/guides/features/server-tools/web-search',
    date: '2026-05-07',
  },
  xai: {
    models: /^grok-/,
    exceptModels: /image|code/,
    members: { tools: [{ type: 'web_search' }] },
    dialect: 'responses',
    maxSearches: null,
    price: null,
    contentTokens: UNLIMITED_CONTENT_TOKENS,
    isCounted: true,
    source: 'https://docs.x.ai/developers/tools/overview',
    date: '2026-07-13',
  },
  'alibaba-cloud': {
    models: /^qwen(?:\d(?:\.\d)?)?-(?:max|plus|flash|turbo)/,
    members: { enable_search: true },
    dialect: 'chat',
    maxSearches: null,
    price: null,
    contentTokens: UNLIMITED_CONTENT_TOKENS,
    isCounted: false,
    source: 'https://www.alibabacloud.com/help/en/model-studio/web-search',
    date: '2026-01-27',
  },
  zhipu: {
    models: /^glm-[4-9]/,
    members: {
      tools: [{ type: 'web_search', web_search: { enable: true, search_engine: 'search_std' } }],
    },
    dialect: 'chat',
    maxSearches: null,
    price: null,
    contentTokens: UNLIMITED_CONTENT_TOKENS,
    isCounted: false,
    source: 'https://bigmodel.cn/dev/api/normal-model/glm-4',
    date: '2025-07-09',
  },
};

/** The method for a model of a provider; null if none is known, and then a search is not offered. */
export function webSearchFor(provider: ProviderId | null, model: string): WebSearchMethod | null {
  const row = provider === null ? undefined : ROWS[provider];
  if (!row?.models.test(model) || row.exceptModels?.test(model)) return null;
  const { models: _, exceptModels: __, source: ___, date: ____, ...method } = row;
  return method;
}

/** Whether a worst case in dollars is known, which a cap in dollars requires. */
export function hasKnownCost({ price, maxSearches }: WebSearchMethod): boolean {
  return price !== null && maxSearches !== null;
}

/**
 * Whether a model searches the web with every request, allowed or not, so that there is nothing to
 * switch on: Perplexity's Sonar, Groq's Compound systems, and OpenAI's search models for Chat Completions.
 */
export function alwaysSearches(provider: ProviderId | null, model: string): boolean {
  switch (provider) {
    case 'perplexity':
      return /^sonar/.test(model);
    case 'groq':
      return /^(?:groq\/)?compound/.test(model);
    case 'openai':
      return /-search-(?:preview|api)/.test(model);
    default:
      return false;
  }
}
