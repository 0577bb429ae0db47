import 'server-only';
import { findPrice } from '#lib/core/prices/find-price.ts';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

const DAY_MS = 86_400_000;
// Next hands a route at most 10 MB of a body once a proxy has seen the request.
const MAX_BODY_BYTES = 10_000_000;

type Limits = Pick<
  Config,
  | 'maxOutputTokens'
  | 'maxThinkingTokens'
  | 'maxBodyBytes'
  | 'rateLimit'
  | 'globalRateLimit'
  | 'dailyTokens'
  | 'dailySpendUsd'
  | 'ttfbTimeoutMs'
  | 'idleTimeoutMs'
  | 'totalTimeoutMs'
>;

/** Warns about offered models that a spending cap will reject because their price is unknown. */
export function warnAboutUnknownPrices(
  { dailySpendUsd, models, prices }: Pick<Config, 'dailySpendUsd' | 'models' | 'prices'>,
  reader: ConfigReader,
): void {
  if (dailySpendUsd === null) return;
  for (const model of models) {
    if (findPrice(model, prices) !== null) continue;
    reader.warn(
      'STARLIGHT_DAILY_SPEND',
      'price_unknown',
      `A cap in dollars is set, but Starlight doesn't know the price of ${model}, so it rejects requests to it.`,
      'Add its price to STARLIGHT_PRICES, or remove the model from STARLIGHT_MODELS.',
    );
  }
}

/**
 * Reads the clamps, rates, caps and deadlines. A value that does not parse falls back to its default,
 * and chat is off until it is fixed; deadlines and numbers above the maximum only cause a warning.
 */
export function readLimits(reader: ConfigReader): Limits {
  const timeout = { min: 1, max: DAY_MS };
  return {
    maxOutputTokens: reader.count('STARLIGHT_MAX_OUTPUT_TOKENS', {
      fallback: 4096,
      min: 1,
      max: 1_000_000,
      clampsAbove: true,
    }),
    maxThinkingTokens: reader.count('STARLIGHT_MAX_THINKING_TOKENS', {
      fallback: 16_384,
      min: 0,
      max: 1_000_000,
      clampsAbove: true,
    }),
    maxBodyBytes: reader.count('STARLIGHT_MAX_BODY_BYTES', {
      fallback: 4_000_000,
      min: 1000,
      max: MAX_BODY_BYTES,
      clampsAbove: true,
    }),
    rateLimit: reader.count('STARLIGHT_RATE_LIMIT', {
      fallback: 20,
      min: 1,
      max: 1_000_000,
      clampsAbove: true,
    }),
    globalRateLimit: reader.count('STARLIGHT_GLOBAL_RATE_LIMIT', {
      fallback: 300,
      min: 1,
      max: 1_000_000,
      clampsAbove: true,
    }),
    dailyTokens: reader.count('STARLIGHT_DAILY_TOKENS', { fallback: null, min: 1, max: 1e12 }),
    dailySpendUsd: reader.count('STARLIGHT_DAILY_SPEND', {
      fallback: null,
      min: 0.01,
      max: 1e6,
      decimals: true,
    }),
    ttfbTimeoutMs: reader.count('STARLIGHT_TTFB_TIMEOUT_MS', { fallback: 120_000, ...timeout }),
    idleTimeoutMs: reader.count('STARLIGHT_IDLE_TIMEOUT_MS', { fallback: 60_000, ...timeout }),
    totalTimeoutMs: reader.count('STARLIGHT_TOTAL_TIMEOUT_MS', { fallback: 280_000, ...timeout }),
  };
}
