import 'server-only';
import type { Config } from '../config/config.ts';
import { isLoopbackHost } from './development/is-loopback-host.ts';
import { isSoundHost } from './is-sound-host.ts';

const ANY = 'http://localhost:3000';

/**
 * Where a page says that it is, for the addresses that other sites read (its picture, its canonical
 * address). From STARLIGHT_ORIGIN, else from a `Host` that is one. Never throws: not every server
 * has the request filter before it, and what Next prints of an error would hold the text.
 */
export function siteAddress(host: string | null, { origin }: Pick<Config, 'origin'>): URL {
  if (origin !== null) return new URL(origin);
  if (host === null || !isSoundHost(host)) return new URL(ANY);
  return new URL(`${isLoopbackHost(host) ? 'http' : 'https'}://${host}`);
}
