import 'server-only';
import type { Config } from '../config/config.ts';

type SchemeConfig = Pick<Config, 'origin' | 'onVercel' | 'trustedProxyHops'>;

/**
 * Whether the visitor used https. Known from STARLIGHT_ORIGIN or Vercel, else from the
 * `X-Forwarded-Proto` of a proxy trusted by STARLIGHT_TRUSTED_PROXY_HOPS; otherwise http is assumed.
 */
export function isHttps(headers: Headers, config: SchemeConfig): boolean {
  if (config.origin !== null) return config.origin.startsWith('https:');
  if (config.onVercel) return true;
  if (config.trustedProxyHops === 0) return false;
  const schemes = (headers.get('x-forwarded-proto') ?? '').split(',');
  // Most proxies replace the header rather than append, so a list shorter than the hops uses its start.
  const scheme = schemes[Math.max(0, schemes.length - config.trustedProxyHops)];
  return scheme?.trim().toLowerCase() === 'https';
}
