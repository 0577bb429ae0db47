import 'server-only';

/** One limit and what remains of it. */
type LimitStatus = {
  /** The policy's name, in letters and hyphens. */
  policy: string;
  /** What an entire window allows. */
  quota: number;
  windowSeconds: number;
  remaining: number;
  /** Until the window ends. */
  resetMs: number;
  /** What is counted; requests by default. */
  unit?: string;
};

/**
 * Adds a limit to a response's `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers-11). Clients ignore a limit whose unit they do not know.
 */
export function addRateLimitHeaders(headers: Headers, limit: LimitStatus): void {
  const { policy, quota, windowSeconds, remaining, resetMs, unit } = limit;
  const unitParameter = unit === undefined ? '' : `;qu="${unit}"`;
  // These fields are integers (RFC 9651, 3.3.1).
  headers.append(
    'ratelimit-policy',
    `"${policy}";q=${Math.floor(quota)};w=${windowSeconds}${unitParameter}`,
  );
  headers.append(
    'ratelimit',
    `"${policy}";r=${Math.max(0, Math.floor(remaining))};t=${Math.ceil(resetMs / 1000)}`,
  );
}
