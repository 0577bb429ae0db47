import 'server-only';
import type { Config } from '../config/config.ts';

type SchemeConfig = Pick<Config, 'origin' | 'onVercel' | 'trustedProxyHops'>;

/**
 * Tells whether the visitor came by https. Known from STARLIGHT_ORIGIN or Vercel, else from the
 * `X-Forwarded-Proto` of a proxy that STARLIGHT_TRUSTED_PROXY_HOPS vouches for; else it is http.
 */
export function isHttps(headers: Headers, config: SchemeConfig): boolean {
  if (config.origin !== null) return config.origin.startsWith('https:');
  if (config.onVercel) return true;
  if (config.trustedProxyHops === 0) return false;
  const schemes = (headers.get('x-forwarded-proto') ?? '').split(',');
  // Most proxies write one scheme and do not append, so a shorter list counts from its start.
  const scheme = schemes[Math.max(0, schemes.length - config.trustedProxyHops)];
  return scheme?.trim().toLowerCase() === 'https';
}
