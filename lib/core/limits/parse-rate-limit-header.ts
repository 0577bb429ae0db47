import { FIFTHS, type RemainingBudget, type RemainingLimits } from './remaining-limits.ts';

/**
 * Parses the `RateLimit` header of a response (draft-ietf-httpapi-ratelimit-headers-11; Starlight
 * always writes `"policy";r=remaining;t=seconds`). Limits that are not in it are omitted.
 */
export function parseRateLimitHeader(header: string | null): Partial<RemainingLimits> {
  const items = new Map(
    Array.from(
      (header ?? '').matchAll(/"([a-z-]{1,40})";r=(\d{1,15});t=(\d{1,9})/g),
      ([, policy = '', remaining, seconds]) => [
        policy,
        { remaining: Number(remaining), resetMs: Number(seconds) * 1000 },
      ],
    ),
  );
  const address = items.get('address');
  // A visitor counted by address now has a session with its own count, unless the request was rejected.
  const messages = items.get('visitor') ?? (address?.remaining === 0 ? address : address && null);
  const budget = budgetOf(items.get('day')?.remaining, {
    tokens: items.get('day-tokens')?.remaining,
    cents: items.get('day-cents')?.remaining,
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
