import 'server-only';
import {
  hasKnownCost,
  type WebSearchMethod,
  webSearchFor,
} from '#lib/core/models/web-search-methods.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { Config } from '../config/config.ts';
import { perProcess } from '../registry.ts';

type SearchConfig = Pick<Config, 'mode' | 'baseUrl' | 'api' | 'tools' | 'dailySpendUsd'>;

const MAX_REMEMBERED = 1000;

/** The simulated upstream searches nothing, so it costs nothing. */
const DEMO_METHOD: WebSearchMethod = {
  members: { web_search_options: {} },
  dialect: 'chat',
  maxSearches: 1,
  price: null,
  contentTokens: 0,
  isCounted: true,
};

/**
 * How to ask the upstream for a search of the web; null if the operator does not allow it, if the model
 * is not known to take it or has refused it, or if a cap in dollars is set and the price is unknown.
 */
export function webSearchOf(config: SearchConfig, model: string): WebSearchMethod | null {
  if (!config.tools.includes('web_search')) return null;
  if (config.mode === 'demo') return DEMO_METHOD;
  const { host } = new URL(config.baseUrl);
  const method = webSearchFor(providerOfHost(host)?.id ?? null, model);
  if (method === null || isRuledOut(method, config) || refusals().has(keyOf(config, model)))
    return null;
  return config.dailySpendUsd !== null && !hasKnownCost(method) ? null : method;
}

/** STARLIGHT_API sets the API that does not take it. */
function isRuledOut({ dialect }: WebSearchMethod, { api }: SearchConfig): boolean {
  return api !== 'auto' && api !== dialect;
}

/** The upstream refused a search with this model: it is not asked again while this process runs. */
export function noteRefusedWebSearch(config: Pick<Config, 'baseUrl'>, model: string): void {
  const refused = refusals();
  if (refused.size < MAX_REMEMBERED) refused.add(keyOf(config, model));
}

function refusals(): Set<string> {
  return perProcess('refused web searches', () => new Set<string>());
}

function keyOf({ baseUrl }: Pick<Config, 'baseUrl'>, model: string): string {
  return `${baseUrl} ${model}`;
}
