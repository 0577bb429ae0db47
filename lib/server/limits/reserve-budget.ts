import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { costInMicroUsd, priceOf } from '#lib/core/limits/model-prices.ts';
import type { Config } from '../config/config.ts';
import { capsOfSpender } from './caps-of-spender.ts';
import { type Amount, reserveToday, type Spender } from './daily-budget.ts';
import { addBudgetHeaders, remainingBudget } from './remaining-budget.ts';

/**
 * The budget of one request: how it may end, of which only the first counts. Disposed of before,
 * nobody told what it came to: all that was set aside counts as spent.
 */
export type BudgetOfRequest = Disposable & {
  /**
   * The request is to be sent once more, and the attempt before may be billed: counts that one as
   * spent at the worst case and sets as much aside for the next. False, and nothing changes, where
   * there is no room for it.
   */
  reserveRetry: () => boolean;
  /** The upstream told what it counted. What is no count is taken for the worst case. */
  settle: (usage: Usage) => void;
  /** The upstream refused the request, which costs nothing. */
  release: () => void;
};

/** For what costs nothing, and for sites without a cap. */
export const UNLIMITED: BudgetOfRequest = {
  reserveRetry: () => true,
  settle: () => undefined,
  release: () => undefined,
  [Symbol.dispose]: () => undefined,
};

/** Who pays, who reads what is left, and the answer's headers that tell it. */
type Payer = { spender: Spender; audience: Audience; answerHeaders: Headers };

/**
 * Sets aside the most that a request can come to, before it is sent. The headers tell what is left
 * after that; after a refusal, that nothing is.
 *
 * @param worstCase see `worstCaseOf`; only asked for where there is a budget
 * @throws `budget_spent` with the cap and the time until midnight UTC; `not_configured` where a cap
 *   on spending is set and the model's price is not known
 */
export function reserveBudget(
  { spender, audience, answerHeaders }: Payer,
  model: string,
  worstCase: () => Usage,
  config: Config,
): BudgetOfRequest {
  const { dailyTokens, dailySpendUsd } = config;
  if (dailyTokens === null && dailySpendUsd === null) return UNLIMITED;
  const price = priceOf(model);
  if (dailySpendUsd !== null && price === null) {
    throw new StarlightError({
      kind: 'not_configured',
      details: { variable: 'STARLIGHT_DAILY_SPEND', reason: 'price_unknown' },
    });
  }
  const toAmount = (usage: Usage): Amount => ({
    tokens: usage.inputTokens + usage.outputTokens,
    microUsd: price ? costInMicroUsd(price, usage) : 0,
  });
  const wanted = toAmount(worstCase());
  const caps = capsOfSpender(spender, config);
  const reserve = () => reserveToday(spender, wanted, caps);
  const reserved = reserve();
  const left = remainingBudget(spender, audience, config);
  if (left !== null) {
    const told = reserved.ok ? left : ({ ...left, share: 'none' } as const);
    addBudgetHeaders(answerHeaders, told, spender, config);
  }
  if (!reserved.ok) throw budgetSpent(config, reserved);
  let { reservation } = reserved;
  return {
    reserveRetry() {
      const next = reserve();
      if (!next.ok) return false;
      reservation.settle(wanted);
      reservation = next.reservation;
      return true;
    },
    settle: (usage) => reservation.settle(isCounted(usage) ? toAmount(usage) : wanted),
    release: () => reservation.settle({ tokens: 0, microUsd: 0 }),
    [Symbol.dispose]: () => reservation.settle(wanted),
  };
}

function isCounted({ inputTokens, outputTokens }: Usage): boolean {
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
