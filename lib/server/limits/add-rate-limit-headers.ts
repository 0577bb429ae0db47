import 'server-only';

/** One limit and what is left of it. */
type ToldLimit = {
  /** The policy's name, in letters and hyphens. */
  policy: string;
  /** What a whole window allows. */
  quota: number;
  windowSeconds: number;
  left: number;
  /** Until the window is over. */
  resetMs: number;
  /** What is counted; requests unless told otherwise. */
  unit?: string;
};

/**
 * Adds a limit to an answer's `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers-11). Whoever does not know the unit passes the limit over.
 */
export function addRateLimitHeaders(headers: Headers, limit: ToldLimit): void {
  const { policy, quota, windowSeconds, left, resetMs, unit } = limit;
  const counted = unit === undefined ? '' : `;qu="${unit}"`;
  // Structured fields have no fractions here (RFC 9651, 3.3.1).
  headers.append(
    'ratelimit-policy',
    `"${policy}";q=${Math.floor(quota)};w=${windowSeconds}${counted}`,
  );
  headers.append(
    'ratelimit',
    `"${policy}";r=${Math.max(0, Math.floor(left))};t=${Math.ceil(resetMs / 1000)}`,
  );
}
