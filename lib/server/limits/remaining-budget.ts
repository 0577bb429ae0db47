import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { FIFTHS, type RemainingBudget } from '#lib/core/limits/remaining-limits.ts';
import { outputRoom } from '#lib/core/models/capabilities/output-room.ts';
import { toOffered } from '#lib/core/models/capabilities/to-offered.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import { costInMicroUsd, MICRO_USD_PER_USD } from '#lib/core/prices/model-price.ts';
import type { Config } from '../config/config.ts';
import type { DayAmounts } from '../store/store.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { addRateLimitHeaders } from './add-rate-limit-headers.ts';
import { type Amount, amountsToday, type Spender } from './daily-budget.ts';
import { spenderCaps } from './spender-caps.ts';
import { worstCaseOfChat } from './worst-case-usage.ts';

const LITTLE = 0.2;
const DAY_SECONDS = 86_400;
const MICRO_USD_PER_CENT = MICRO_USD_PER_USD / 100;

type BudgetConfig = Pick<
  Config,
  | 'dailyTokens'
  | 'dailySpendUsd'
  | 'teamTokens'
  | 'maxOutputTokens'
  | 'maxThinkingTokens'
  | 'models'
  | 'prices'
  | 'systemPrompt'
  | 'baseUrl'
  | 'api'
>;

/**
 * What remains of today's budget for one spender; null without a cap. `none`: not even the shortest
 * message fits, even if replies in progress use none of their reservation. `little`: at most a fifth
 * remains, or nothing fits until one of those replies ends.
 *
 * @param day what the store has counted; by default, the memory of this process
 */
export function remainingBudget(
  spender: Spender,
  audience: Audience,
  config: BudgetConfig,
  day: DayAmounts = amountsToday(spender, Date.now()),
): RemainingBudget | null {
  const caps = spenderCaps(spender, config);
  if (caps.tokens === null && caps.microUsd === null) return null;
  const { settled, inFlight } = day;
  const shortest = spender === 'visitors' ? shortestMessage(config) : { tokens: 1, microUsd: 1 };
  const shares = (['tokens', 'microUsd'] as const).map((unit): RemainingBudget['share'] => {
    const cap = caps[unit];
    if (cap === null) return 'plenty';
    const unspent = cap - settled[unit];
    if (unspent < shortest[unit]) return 'none';
    const free = unspent - inFlight[unit];
    return free < shortest[unit] || free <= cap * LITTLE ? 'little' : 'plenty';
  });
  const remainingOf = (unit: keyof Amount) => {
    const cap = caps[unit];
    return cap === null ? null : Math.max(0, cap - settled[unit]);
  };
  const microUsd = remainingOf('microUsd');
  const tokens = remainingOf('tokens');
  return {
    share: shares.includes('none') ? 'none' : shares.includes('little') ? 'little' : 'plenty',
    figures:
      audience === 'operator'
        ? {
            tokens: tokens === null ? null : Math.floor(tokens),
            usd: microUsd === null ? null : Math.floor(microUsd / MICRO_USD_PER_CENT) / 100,
          }
        : null,
  };
}

/** The smallest request the page can send: it sets no output limit, so each model's usual one applies. */
function shortestMessage(config: BudgetConfig): Amount {
  const { models, prices } = config;
  const amounts = (models.length === 0 ? [''] : models).map((model) => {
    const usage = worstCaseOfChat(shortestRequest(model, config), config);
    const price = findPrice(model, prices);
    const microUsd = price === null ? null : costInMicroUsd(price, usage);
    return { tokens: usage.inputTokens + usage.outputTokens, microUsd };
  });
  const costs = amounts.flatMap(({ microUsd }) => microUsd ?? []);
  return {
    tokens: Math.min(...amounts.map(({ tokens }) => tokens)),
    microUsd: costs.length === 0 ? 0 : Math.min(...costs),
  };
}

function shortestRequest(model: string, config: BudgetConfig): UpstreamRequest {
  const { usual } = outputRoom(toOffered({ id: model }), undefined, config);
  const messages = [{ role: 'user' as const, content: '.' }];
  return { model, messages, maxOutputTokens: usual };
}

/**
 * Adds what remains of today's budget to a response's headers: in fifths for everyone, and also in
 * tokens and cents for the operator.
 */
export function addBudgetHeaders(
  headers: Headers,
  remaining: RemainingBudget,
  spender: Spender,
  config: BudgetConfig,
  { resetMs }: Pick<DayAmounts, 'resetMs'>,
): void {
  const window = { windowSeconds: DAY_SECONDS, resetMs };
  addRateLimitHeaders(headers, {
    ...window,
    policy: 'day',
    quota: FIFTHS.plenty,
    remaining: FIFTHS[remaining.share],
    unit: 'fifths',
  });
  const caps = spenderCaps(spender, config);
  const { tokens = null, usd = null } = remaining.figures ?? {};
  if (tokens !== null && caps.tokens !== null) {
    const quota = caps.tokens;
    addRateLimitHeaders(headers, {
      ...window,
      policy: 'day-tokens',
      quota,
      remaining: tokens,
      unit: 'tokens',
    });
  }
  if (usd !== null && caps.microUsd !== null) {
    const quota = caps.microUsd / MICRO_USD_PER_CENT;
    const cents = Math.round(usd * 100);
    addRateLimitHeaders(headers, {
      ...window,
      policy: 'day-cents',
      quota,
      remaining: cents,
      unit: 'cents',
    });
  }
}
