import 'server-only';
import { isIP } from 'node:net';
import type { Config } from '../config/config.ts';

/** The bucket shared by all clients whose address is unknown. */
export const DIRECT_BUCKET = 'direct';

// The longest possible address with brackets, zone and port.
const MAX_ADDRESS_LENGTH = 80;

/**
 * The part of a client's address that its requests are counted by: an IPv4 address, the /64 of an
 * IPv6 address, or `direct`, one bucket for all, when no trusted proxy sets the headers. Next passes
 * a client's own forwarding headers through, and a route cannot see the socket.
 */
export function clientBucket(
  headers: Headers,
  config: Pick<Config, 'onVercel' | 'trustedProxyHops'>,
): string {
  return normalizeAddress(trustedAddress(headers, config)) ?? DIRECT_BUCKET;
}

function trustedAddress(
  headers: Headers,
  { onVercel, trustedProxyHops }: Pick<Config, 'onVercel' | 'trustedProxyHops'>,
): string | undefined {
  if (onVercel) {
    const address = headers.get('x-vercel-forwarded-for') ?? headers.get('x-real-ip');
    return address?.split(',', 1)[0];
  }
  if (trustedProxyHops === 0) return undefined;
  return headers.get('x-forwarded-for')?.split(',').at(-trustedProxyHops);
}

function normalizeAddress(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > MAX_ADDRESS_LENGTH) return null;
  const address = withoutPort(trimmed);
  if (isIP(address) === 4) return address;
  return isIP(address) === 6 ? normalizeIpv6(address) : null;
}

/** `[::1]:443`, `203.0.113.9:443` and `fe80::1%eth0` without brackets, port and zone. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1];
  const bare = bracketed ?? text.replace(/^([\d.]+):\d+$/, '$1');
  return bare.split('%', 1)[0] ?? bare;
}

function normalizeIpv6(address: string): string | null {
  // URL serializes IPv6 addresses canonically: hexadecimal, lower case, longest run of zeros as ::.
  const canonical = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1);
  if (canonical === undefined) return null;
  const [head = '', tail = ''] = canonical.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = [...before, ...zeros, ...after];
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return toIpv4(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function toIpv4(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 255])
    .join('.');
}
