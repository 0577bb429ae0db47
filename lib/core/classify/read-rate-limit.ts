import type { ErrorDetails } from '../errors/error-body.ts';

type HeaderReader = { get(name: string): string | null };
type RateLimit = Pick<
  ErrorDetails,
  'limit' | 'used' | 'limitUnit' | 'limitWindow' | 'limitTokens' | 'usedTokens' | 'requestedTokens'
>;

/**
 * The limit that was hit: "on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754",
 * the older "on requests per min. Limit: 3 / min. Current: 4 / min", else the
 * `x-ratelimit-limit-*` header of the limit that has nothing remaining.
 */
export function readRateLimit(message: string, headers: HeaderReader | null): RateLimit {
  const limit = readCount(message, /\bLimit:? (\d[\d,]{0,14})\b/);
  if (limit === undefined) return headers ? readLimitHeader(headers) : {};
  const used = readCount(message, /\b(?:Used|Current):? (\d[\d,]{0,14})\b/);
  const requested = readCount(message, /\bRequested:? (\d[\d,]{0,14})\b/);
  const limitUnit = unitOf(message);
  const limitWindow = windowOf(message);
  return {
    limit,
    ...(used !== undefined && { used }),
    ...(limitUnit !== undefined && { limitUnit }),
    ...(limitWindow !== undefined && { limitWindow }),
    ...(limitUnit === 'tokens' && {
      limitTokens: limit,
      ...(used !== undefined && { usedTokens: used }),
      ...(requested !== undefined && { requestedTokens: requested }),
    }),
  };
}

function readLimitHeader(headers: HeaderReader): RateLimit {
  for (const limitUnit of ['requests', 'tokens'] as const) {
    const limit = headers.get(`x-ratelimit-limit-${limitUnit}`)?.trim() ?? '';
    const isExhausted = headers.get(`x-ratelimit-remaining-${limitUnit}`)?.trim() === '0';
    if (isExhausted && /^\d{1,12}$/.test(limit)) return { limit: Number(limit), limitUnit };
  }
  return {};
}

function unitOf(message: string): 'requests' | 'tokens' | undefined {
  const found = /\b(requests|tokens) per (?:min|day|month)|\((R|T)P[MD]\)/.exec(message);
  if (!found) return undefined;
  return found[1] === 'requests' || found[2] === 'R' ? 'requests' : 'tokens';
}

function windowOf(message: string): 'minute' | 'day' | 'month' | undefined {
  const found = /\bper (min|day|month)|\([RT]P(M|D)\)/.exec(message);
  if (!found) return undefined;
  if (found[1] === 'month') return 'month';
  return found[1] === 'day' || found[2] === 'D' ? 'day' : 'minute';
}

function readCount(message: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(message)?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}
