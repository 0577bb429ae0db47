import type { Audience } from '../catalogue/catalogue-entry.ts';
import { formatAmount } from '../text/format-amount.ts';
import { formatMoment } from '../text/format-moment.ts';
import type { RemainingBudget } from './remaining-limits.ts';

/** What is known about the limits, and when each one resets, in ms since 1970. */
export type KnownLimits = {
  messages: { remaining: number; moment: number } | null;
  budget: (RemainingBudget & { moment: number }) | null;
};

type RemainingLimitOptions = {
  audience: Audience;
  /** Milliseconds since 1970. */
  now: number;
  /** The reader's (BCP 47, IANA); defaults to the runtime's own. */
  locale?: string | undefined;
  timeZone?: string | undefined;
};

/** A fixed number rather than a share: a fifth of a generous limit is still plenty. */
const FEW = 3;

/**
 * The most urgent line about limits to show now; null while there is plenty. Changes with the
 * situation, not every second, because screen readers announce it.
 */
export function remainingLimitMessage(
  known: KnownLimits,
  options: RemainingLimitOptions,
): string | null {
  const { now } = options;
  const messages = hasReset(known.messages, now) ? null : known.messages;
  const budget = hasReset(known.budget, now) ? null : known.budget;
  if (budget?.share === 'none') return spentMessage(budget, options);
  if (messages && messages.remaining <= FEW) return fewMessage(messages, options);
  if (budget?.share === 'little') return lowMessage(budget, options);
  const wasUsedUp = known.messages?.remaining === 0 || known.budget?.share === 'none';
  return wasUsedUp ? 'You can send messages again.' : null;
}

function hasReset(limit: { moment: number } | null, now: number): boolean {
  return limit !== null && now >= limit.moment;
}

function fewMessage(
  { remaining, moment }: NonNullable<KnownLimits['messages']>,
  options: RemainingLimitOptions,
): string {
  const until = untilMessage(moment, options);
  return remaining === 0
    ? `No messages remaining ${until}; one sent sooner is saved.`
    : `${formatAmount(remaining, 'messages')} remaining ${until}.`;
}

type Budget = NonNullable<KnownLimits['budget']>;

function lowMessage(budget: Budget, options: RemainingLimitOptions): string {
  const figures = figuresMessage(budget, options);
  return figures === null
    ? "This site's daily budget is nearly used up."
    : `Today's budget is nearly used up: ${figures} remaining ${untilMessage(budget.moment, options)}.`;
}

function spentMessage(budget: Budget, options: RemainingLimitOptions): string {
  const figures = figuresMessage(budget, options);
  const resets = `You can send messages again ${formatMoment(budget.moment, options)}.`;
  return figures === null
    ? `This site's daily budget is used up. ${resets}`
    : `Today's budget is used up, with ${figures} remaining. ${resets}`;
}

function untilMessage(moment: number, options: RemainingLimitOptions): string {
  return `until ${formatMoment(moment, options).replace(/^(at|on) /, '')}`;
}

/** "8,200 tokens and $0.42"; null for anyone who isn't allowed to see it. */
function figuresMessage(
  { figures }: RemainingBudget,
  { audience }: RemainingLimitOptions,
): string | null {
  if (figures === null || audience !== 'operator') return null;
  const { tokens, usd } = figures;
  const amounts = [
    ...(tokens === null ? [] : [formatAmount(tokens, 'tokens')]),
    ...(usd === null ? [] : [formatAmount(usd, 'usd')]),
  ];
  return amounts.join(' and ');
}
