import 'server-only';
import type { Config } from '../config/config.ts';
import { isLoopbackHost } from './development/is-loopback-host.ts';
import { isSoundHost } from './is-sound-host.ts';

const FALLBACK = 'http://localhost:3000';

/**
 * The base URL of a page, for URLs that other sites read (its preview image, its canonical URL). From
 * STARLIGHT_ORIGIN, else from a valid `Host`. Never throws: not every server has the request filter in
 * front of it, and Next would print an error that contains the `Host`.
 */
export function siteAddress(host: string | null, { origin }: Pick<Config, 'origin'>): URL {
  if (origin !== null) return new URL(origin);
  if (host === null || !isSoundHost(host)) return new URL(FALLBACK);
  return new URL(`${isLoopbackHost(host) ? 'http' : 'https'}://${host}`);
}
