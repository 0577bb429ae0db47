import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import {
  costInMicroUsd,
  type ModelPrice,
  reportedCostInMicroUsd,
} from '#lib/core/prices/model-price.ts';
import type { Config } from '../config/config.ts';
import { nullIfUnavailable } from '../store/store-failure.ts';
import { storeFor } from '../store/store-for-config.ts';
import type { Amount, Spender } from './daily-budget.ts';
import { addBudgetHeaders, remainingBudget } from './remaining-budget.ts';
import { spenderCaps } from './spender-caps.ts';

/**
 * The budget of one request. Only the first way it ends counts. If it is disposed before it was
 * settled or released, the entire reservation counts as spent.
 */
export type BudgetOfRequest = Disposable & {
  /**
   * For a retry after an attempt that may be billed: counts that attempt as spent at the worst case
   * and reserves as much for the next. False, and nothing changes, if the budget is too small or the
   * store unavailable.
   */
  reserveRetry: () => Promise<boolean>;
  /**
   * The second upstream is asked instead, whose price counts from now on. If the first attempt may be
   * billed, it counts as spent, and as much is reserved for the next: false, as for `reserveRetry`.
   */
  switchToFallback: (first: { firstMayBeBilled: boolean }) => Promise<boolean>;
  /**
   * The upstream reported its token count, and perhaps the cost, which then counts up to the worst
   * case. An invalid count is treated as the worst case.
   */
  settle: (usage: Usage) => void;
  /** The upstream rejected the request, which costs nothing. */
  release: () => void;
};

/** For requests that cost nothing, and for sites without a cap. */
export const UNLIMITED: BudgetOfRequest = {
  reserveRetry: async () => true,
  switchToFallback: async () => true,
  settle: () => undefined,
  release: () => undefined,
  [Symbol.dispose]: () => undefined,
};

// A reply ends by the deadline for the whole of it; what is not settled soon after belonged to an instance that
// died.
const SETTLED_WITHIN_MS = 5000;

/** Who pays, who may see what remains, and the response headers that say it. */
type Payer = {
  spender: Spender;
  audience: Audience;
  answerHeaders: Headers;
  /** Aborted once the reply is no longer wanted. */
  signal?: AbortSignal;
};

/**
 * Reserves the most that a request can cost, before it is sent. The headers say what remains after
 * that; if the request is rejected, that nothing does.
 *
 * @param worstCase see `worstCaseUsage`; called only if there is a budget
 * @param fallback what may be asked instead, with a known price; the dearer of both is reserved
 * @throws `budget_spent` with the cap and the time until midnight UTC; `not_configured` if a spending
 *   cap is set and the model's price is unknown; `store_unavailable`; the reason of `signal`
 */
export async function reserveBudget(
  { spender, audience, answerHeaders, signal }: Payer,
  model: string,
  worstCase: () => Usage,
  config: Config,
  fallback: { model: string; worstCase: () => Usage } | null = null,
): Promise<BudgetOfRequest> {
  const { dailyTokens, dailySpendUsd } = config;
  if (dailyTokens === null && dailySpendUsd === null) return UNLIMITED;
  let price = findPrice(model, config.prices);
  if (dailySpendUsd !== null && price === null) {
    throw new StarlightError({
      kind: 'not_configured',
      details: { variable: 'STARLIGHT_DAILY_SPEND', reason: 'price_unknown' },
    });
  }
  const fallbackPrice = fallback ? findPrice(fallback.model, config.prices) : null;
  const worstCaseAmount = dearer(
    amountOf(worstCase(), price),
    fallback ? amountOf(fallback.worstCase(), fallbackPrice) : null,
  );
  const toAmount = (usage: Usage): Amount => {
    const reported = reportedCostInMicroUsd(usage, price) ?? 0;
    // A cost in dollars can't be checked against the reply, unlike a count of tokens.
    const isDollars = usage.costUsd !== undefined;
    return {
      tokens: tokensOf(usage),
      microUsd: isDollars ? Math.min(reported, worstCaseAmount.microUsd) : reported,
    };
  };
  const store = storeFor(config);
  const leaseMs = config.totalTimeoutMs + SETTLED_WITHIN_MS;
  const caps = spenderCaps(spender, config);
  const reserve = () => store.reserve({ spender, amount: worstCaseAmount, caps, leaseMs });
  const reserved = await reserve();
  const remaining = remainingBudget(spender, audience, config, reserved.day);
  if (remaining !== null) {
    const shown = reserved.ok ? remaining : ({ ...remaining, share: 'none' } as const);
    addBudgetHeaders(answerHeaders, shown, spender, config, reserved.day);
  }
  if (!reserved.ok) throw budgetSpent(config, reserved);
  let { reservation } = reserved;
  // Nothing was sent while the store was asked.
  if (signal?.aborted) {
    reservation.settle({ tokens: 0, microUsd: 0 });
    signal.throwIfAborted();
  }
  const reserveAgain = async () => {
    // The failure of the earlier attempt says more.
    const next = await reserve().catch(nullIfUnavailable);
    if (!next?.ok) return false;
    reservation.settle(worstCaseAmount);
    reservation = next.reservation;
    return true;
  };
  return {
    reserveRetry: reserveAgain,
    async switchToFallback({ firstMayBeBilled }) {
      if (firstMayBeBilled && !(await reserveAgain())) return false;
      price = fallbackPrice;
      return true;
    },
    settle: (usage) => reservation.settle(isValidCount(usage) ? toAmount(usage) : worstCaseAmount),
    release: () => reservation.settle({ tokens: 0, microUsd: 0 }),
    [Symbol.dispose]: () => reservation.settle(worstCaseAmount),
  };
}

function amountOf(usage: Usage, price: ModelPrice | null): Amount {
  return { tokens: tokensOf(usage), microUsd: price ? costInMicroUsd(price, usage) : 0 };
}

function dearer(first: Amount, second: Amount | null): Amount {
  return {
    tokens: Math.max(first.tokens, second?.tokens ?? 0),
    microUsd: Math.max(first.microUsd, second?.microUsd ?? 0),
  };
}

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens;
}

function isValidCount({ inputTokens, outputTokens }: Usage): boolean {
  return [inputTokens, outputTokens].every((count) => Number.isSafeInteger(count) && count >= 0);
}

function budgetSpent(
  { dailyTokens, dailySpendUsd }: Pick<Config, 'dailyTokens' | 'dailySpendUsd'>,
  { spent, retryAfterMs }: { spent: keyof Amount; retryAfterMs: number },
): StarlightError {
  const cap = spent === 'tokens' ? dailyTokens : dailySpendUsd;
  return new StarlightError({
    kind: 'budget_spent',
    retryAfterMs,
    details: {
      limit: cap ?? undefined,
      limitUnit: spent === 'tokens' ? 'tokens' : 'usd',
      limitWindow: 'day',
    },
  });
}
