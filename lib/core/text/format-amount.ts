import type { ErrorDetails } from '../errors/error-body.ts';
import { formatNumber } from './reader-format.ts';

type Unit = NonNullable<ErrorDetails['limitUnit']>;
type Window = NonNullable<ErrorDetails['limitWindow']>;

const DOLLARS = {
  style: 'currency',
  currency: 'USD',
  trailingZeroDisplay: 'stripIfInteger',
} as const;

const SINGULAR: Record<Exclude<Unit, 'usd'>, string> = {
  requests: 'request',
  tokens: 'token',
  bytes: 'byte',
  messages: 'message',
  characters: 'character',
  replies: 'reply',
};

/** A whole number: `9204` is "9,204". */
export function formatCount(count: number): string {
  return formatNumber(count);
}

/** A number with its unit: "9,204 tokens", "1 reply", "4 MB", "$5". */
export function formatAmount(count: number, unit: Unit): string {
  if (unit === 'usd') return formatNumber(count, DOLLARS);
  if (unit === 'bytes' && count >= 1_000_000) {
    return `${formatNumber(count / 1_000_000, { maximumFractionDigits: 1 })} MB`;
  }
  if (unit === 'bytes' && count >= 1000) {
    return `${formatNumber(count / 1000, { maximumFractionDigits: 0 })} kB`;
  }
  return `${formatNumber(count)} ${count === 1 ? SINGULAR[unit] : unit}`;
}

/** A size in pixels: "1,200 × 800". */
export function formatPixels(width: number, height: number): string {
  const [wide, high] = [formatNumber(width), formatNumber(height)];
  // Arabic digits would show the height first.
  return /[\u0660-\u0669]/.test(wide) ? `${wide}\u200e × \u200e${high}` : `${wide} × ${high}`;
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
