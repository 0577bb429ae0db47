import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * Lets a page of this site through and no other. `Origin` must be `STARLIGHT_ORIGIN`, or name the
 * `Host` when that is not set; `Sec-Fetch-Site` must be `same-origin` where the browser sends it.
 * `X-Forwarded-Host` is never read: Next passes a client's own through unchanged.
 *
 * @throws `origin_rejected`
 */
export function requireSameOrigin(request: Request, config: Pick<Config, 'origin'>): void {
  const site = request.headers.get('sec-fetch-site');
  const siteFits = site === null || site === 'same-origin';
  if (!siteFits || !isOwnOrigin(request.headers, config.origin)) {
    throw new StarlightError('origin_rejected');
  }
}

function isOwnOrigin(headers: Headers, configured: string | null): boolean {
  const text = headers.get('origin') ?? '';
  const origin = URL.parse(text);
  if (origin === null || !/^https?:$/.test(origin.protocol)) return false;
  // An origin has one spelling (RFC 6454, 6.2): whatever else the text holds, no browser wrote it.
  if (origin.origin !== text) return false;
  if (configured !== null) return text === configured;
  const host = headers.get('host');
  if (host === null) return false;
  // A proxy in front may speak https where this server hears http, so the scheme is the origin's own.
  return URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
}
