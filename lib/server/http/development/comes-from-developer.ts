import 'server-only';
import type { Config } from '../../config/config.ts';
import { isSoundHost } from '../is-sound-host.ts';
import { isLoopbackAddress } from './is-loopback-address.ts';
import { isLoopbackHost } from './is-loopback-host.ts';

/**
 * Whether a request in development comes from the developer: it names this machine and was not
 * forwarded by another one, or it names the host of STARLIGHT_ORIGIN. A page of another site can point
 * its own name at this machine (DNS rebinding), and then sends that name as `Host`; a tunnel names its
 * client in forwarding headers, and Next adds the sender's address to them if there are none. Anything
 * unclear counts as a stranger.
 *
 * @param peer the address at the other end of the connection, if known
 */
export function comesFromDeveloper(
  headers: Headers,
  { origin }: Pick<Config, 'origin'>,
  peer?: string | undefined,
): boolean {
  const host = headers.get('host');
  if (host === null || !isSoundHost(host)) return false;
  if (isHostOf(origin, host)) return true;
  if (peer !== undefined && !isLoopbackAddress(peer)) return false;
  return isLoopbackHost(host) && wasSentFromHere(headers);
}

/** Compares hosts by URL, since an origin may omit its scheme's default port. */
function isHostOf(origin: string | null, host: string): boolean {
  const own = URL.parse(origin ?? '');
  return own !== null && URL.parse(`${own.protocol}//${host}`)?.host === own.host;
}

// Headers in which proxies and tunnels name their client and the requested host: the usual ones, and
// those of Cloudflare, Akamai, Fly.io, Azure and Kubernetes, any of which may be the only one sent.
const ADDRESSES = [
  ...['x-forwarded-for', 'x-real-ip', 'x-client-ip', 'x-cluster-client-ip'],
  ...['cf-connecting-ip', 'true-client-ip', 'fly-client-ip', 'x-original-forwarded-for'],
];
const HOSTS = ['x-forwarded-host', 'x-original-host', 'x-forwarded-server'];

function wasSentFromHere(headers: Headers): boolean {
  const everyEntry = (isHere: (text: string) => boolean) => (name: string) =>
    headers
      .get(name)
      ?.split(',')
      .every((text) => isHere(text.trim())) ?? true;
  return (
    !headers.has('forwarded') &&
    HOSTS.every(everyEntry(isLoopbackHost)) &&
    ADDRESSES.every(everyEntry(isLoopbackAddress))
  );
}
