import { FIFTHS, type RemainingBudget, type RemainingLimits } from './remaining-limits.ts';

/**
 * Reads what an answer's `RateLimit` header tells (draft-ietf-httpapi-ratelimit-headers-11; Starlight
 * writes it in one form, `"policy";r=left;t=seconds`). What it says nothing of is not in the result.
 */
export function parseRateLimitHeader(header: string | null): Partial<RemainingLimits> {
  const items = new Map(
    Array.from(
      (header ?? '').matchAll(/"([a-z-]{1,40})";r=(\d{1,15});t=(\d{1,9})/g),
      ([, policy = '', left, seconds]) => [
        policy,
        { left: Number(left), resetMs: Number(seconds) * 1000 },
      ],
    ),
  );
  const address = items.get('address');
  // Whoever was counted by an address has a session now and a count of their own, unless refused.
  const messages = items.get('visitor') ?? (address?.left === 0 ? address : address && null);
  const budget = budgetOf(items.get('day')?.left, {
    tokens: items.get('day-tokens')?.left,
    cents: items.get('day-cents')?.left,
  });
  return { ...(messages !== undefined && { messages }), ...(budget && { budget }) };
}

function budgetOf(
  fifths: number | undefined,
  { tokens, cents }: { tokens: number | undefined; cents: number | undefined },
): RemainingBudget | undefined {
  if (fifths === undefined) return undefined;
  const isKnown = tokens !== undefined || cents !== undefined;
  return {
    share: fifths > FIFTHS.little ? 'plenty' : fifths > FIFTHS.none ? 'little' : 'none',
    figures: isKnown
      ? { tokens: tokens ?? null, usd: cents === undefined ? null : cents / 100 }
      : null,
  };
}
