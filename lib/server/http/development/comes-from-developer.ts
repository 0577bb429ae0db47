import 'server-only';
import type { Config } from '../../config/config.ts';
import { isSoundHost } from '../is-sound-host.ts';
import { isLoopbackAddress } from './is-loopback-address.ts';
import { isLoopbackHost } from './is-loopback-host.ts';

/**
 * Tells, in development, whether a request is the developer's own: one to this machine's own names
 * that no other machine passed on, or one to the host of STARLIGHT_ORIGIN, wherever it came from. A
 * page of another site can lead its own name to this machine (DNS rebinding), and then that name is
 * its `Host`; a tunnel says in forwarding headers whom it speaks for, and Next writes the sender's
 * address into them where there are none. Anything unclear is a stranger.
 *
 * @param peer the address at the other end of the connection, where it can be seen
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
  return isLoopbackHost(host) && wasSentHere(headers);
}

/** An origin may leave the port of its scheme out. */
function isHostOf(origin: string | null, host: string): boolean {
  const own = URL.parse(origin ?? '');
  return own !== null && URL.parse(`${own.protocol}//${host}`)?.host === own.host;
}

// Whom proxies and tunnels say that they speak for, and by which name they were asked: beside the usual
// headers those of Cloudflare, Akamai, Fly.io, Azure and Kubernetes, of which one may be all that is sent.
const ADDRESSES = [
  ...['x-forwarded-for', 'x-real-ip', 'x-client-ip', 'x-cluster-client-ip'],
  ...['cf-connecting-ip', 'true-client-ip', 'fly-client-ip', 'x-original-forwarded-for'],
];
const HOSTS = ['x-forwarded-host', 'x-original-host', 'x-forwarded-server'];

function wasSentHere(headers: Headers): boolean {
  const all = (isHere: (text: string) => boolean) => (name: string) =>
    headers
      .get(name)
      ?.split(',')
      .every((text) => isHere(text.trim())) ?? true;
  return (
    !headers.has('forwarded') &&
    HOSTS.every(all(isLoopbackHost)) &&
    ADDRESSES.every(all(isLoopbackAddress))
  );
}
