import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * Lets only pages of this site through. `Origin` must be `STARLIGHT_ORIGIN`, or name the `Host` if that
 * is not set; `Sec-Fetch-Site` must be `same-origin` if the browser sends it.
 * `X-Forwarded-Host` is never read: Next passes a client's own through unchanged.
 *
 * @throws `origin_rejected`
 */
export function requireSameOrigin(request: Request, config: Pick<Config, 'origin'>): void {
  const site = request.headers.get('sec-fetch-site');
  const isSameSite = site === null || site === 'same-origin';
  if (!isSameSite || !isOwnOrigin(request.headers, config.origin)) {
    throw new StarlightError('origin_rejected');
  }
}

function isOwnOrigin(headers: Headers, configured: string | null): boolean {
  const text = headers.get('origin') ?? '';
  const origin = URL.parse(text);
  if (origin === null || !/^https?:$/.test(origin.protocol)) return false;
  // An origin has only one serialization (RFC 6454, 6.2), so no browser sent any other text.
  if (origin.origin !== text) return false;
  if (configured !== null) return text === configured;
  const host = headers.get('host');
  if (host === null) return false;
  // Behind a proxy the browser may use https while this server receives http, so use the origin's scheme.
  return URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
}
