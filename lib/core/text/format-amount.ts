import type { ErrorDetails } from '../errors/error-body.ts';

type Unit = NonNullable<ErrorDetails['limitUnit']>;
type Window = NonNullable<ErrorDetails['limitWindow']>;

const counts = new Intl.NumberFormat('en');
const dollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  trailingZeroDisplay: 'stripIfInteger',
});
const megabytes = new Intl.NumberFormat('en', {
  style: 'unit',
  unit: 'megabyte',
  maximumFractionDigits: 1,
});
const kilobytes = new Intl.NumberFormat('en', {
  style: 'unit',
  unit: 'kilobyte',
  maximumFractionDigits: 0,
});

const SINGULAR: Record<Exclude<Unit, 'usd'>, string> = {
  requests: 'request',
  tokens: 'token',
  bytes: 'byte',
  messages: 'message',
  characters: 'character',
  replies: 'reply',
};

/** A number with thousands separators: `9204` is "9,204". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A number with its unit: "9,204 tokens", "1 reply", "4 MB", "$5". */
export function formatAmount(count: number, unit: Unit): string {
  if (unit === 'usd') return dollars.format(count);
  if (unit === 'bytes' && count >= 1_000_000) return megabytes.format(count / 1_000_000);
  if (unit === 'bytes' && count >= 1000) return kilobytes.format(count / 1000);
  return `${counts.format(count)} ${count === 1 ? SINGULAR[unit] : unit}`;
}

/** The limit that was hit, with its window: "20 requests a minute", "$5 a day", "4 MB". `null` if unknown. */
export function formatLimit(details: ErrorDetails): string | null {
  const amount = limitAmount(details);
  if (amount === null) return null;
  return details.limitWindow ? `${amount} ${formatWindow(details.limitWindow)}` : amount;
}

/** The window of a limit: "a minute", "an hour", "a week". */
export function formatWindow(window: Window): string {
  return `${window === 'hour' ? 'an' : 'a'} ${window}`;
}

/** How much of that limit was used, in its unit: "14,567 tokens". `null` if unknown. */
export function formatUsed(details: ErrorDetails): string | null {
  if (details.usedTokens !== undefined) return formatAmount(details.usedTokens, 'tokens');
  if (details.used === undefined || !details.limitUnit) return null;
  return formatAmount(details.used, details.limitUnit);
}

function limitAmount(details: ErrorDetails): string | null {
  if (details.limitTokens !== undefined) return formatAmount(details.limitTokens, 'tokens');
  if (details.limit === undefined || !details.limitUnit) return null;
  return formatAmount(details.limit, details.limitUnit);
}
