import 'server-only';
import { findPrice } from '#lib/core/prices/find-price.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { Config, Fallback } from '../config/config.ts';

/** A second upstream, as the configuration of a site that has no other, and the model's name there. */
export type FallbackSite = { config: Config; model: string };

const sites = new WeakMap<Fallback, WeakMap<Config, Config>>();

/**
 * The second upstream for a model; null if there is none, or if a cap in dollars is set and its price is
 * unknown. It searches nothing, and learns and remembers for itself what it takes.
 */
export function fallbackForModel(model: string, config: Config): FallbackSite | null {
  if (config.mode !== 'live') return null;
  const { fallbacks, dailySpendUsd, prices } = config;
  const fallback =
    fallbacks.find((entry) => entry.model === model) ??
    fallbacks.find((entry) => entry.model === '*');
  if (!fallback) return null;
  const there = fallback.modelThere ?? model;
  if (dailySpendUsd !== null && findPrice(there, prices) === null) return null;
  return { config: siteOf(fallback, config), model: there };
}

function siteOf(fallback: Fallback, config: Config): Config {
  const known = sites.get(fallback) ?? new WeakMap<Config, Config>();
  sites.set(fallback, known);
  const existing = known.get(config);
  if (existing) return existing;
  const { apiKey, baseUrl } = fallback;
  const { host } = new URL(baseUrl);
  const site: Config = {
    ...config,
    apiKey,
    baseUrl,
    keyInspection: { ok: true, warnings: [] },
    upstreamName: providerOfHost(host)?.name ?? host,
    // They belong to the first upstream.
    organization: null,
    project: null,
    api: 'auto',
    models: [],
    modelSelection: null,
    tools: [],
    fallbacks: [],
  };
  known.set(config, site);
  return site;
}

/** What the first upstream may take of the wait for the first event, so that the second has the rest. */
export function firstTtfbMs({ ttfbTimeoutMs }: Pick<Config, 'ttfbTimeoutMs'>): number {
  return ttfbTimeoutMs / 2;
}
