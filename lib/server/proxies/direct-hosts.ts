import 'server-only';
import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { DirectHosts } from './proxies.ts';

/**
 * Reads NO_PROXY: parts separated by commas or white space. Each is `*`, a name (which includes all names
 * below it, with or without a dot before it), `*.name` (only those below it), an IP address, a subnet
 * (`10.0.0.0/8`) or a range (`10.0.0.1-10.0.0.9`), and may end in a port. What none of these fits is
 * skipped. There is no standard; curl, Go, Python and Node agree on this much.
 */
export function readDirectHosts(text: string): DirectHosts[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((part) => readPart(part) ?? []);
}

/**
 * Whether an address is reached without a proxy.
 *
 * @param hostname as in a `URL`, with brackets around an IPv6 address
 */
export function isDirect(
  { hostname, port }: { hostname: string; port: number },
  direct: readonly DirectHosts[],
): boolean {
  const host = withoutEndDot(withoutBrackets(hostname)).toLowerCase();
  return direct.some((part) => (part.port ?? port) === port && includesHost(part, host));
}

/** `[::1]` as `::1`. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
}

/** `example.com.` is the same name, from the root. */
function withoutEndDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

function includesHost(part: DirectHosts, host: string): boolean {
  if (part.type === 'all') return true;
  if (part.type === 'name') {
    return (!part.below && host === part.name) || host.endsWith(`.${part.name}`);
  }
  const version = isIP(host);
  if (version === 0) return false;
  const list = new BlockList();
  const family = isIP(part.type === 'range' ? part.first : part.address) === 6 ? 'ipv6' : 'ipv4';
  if (part.type === 'range') list.addRange(part.first, part.last, family);
  else list.addSubnet(part.address, part.bits, family);
  return list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

function readPart(part: string): DirectHosts | null {
  const [text, port] = splitPort(part);
  if (text === '*') return { type: 'all', port };
  const host = withoutBrackets(text);
  const [first = '', last = ''] = host.split('-', 2);
  if (isIP(first) !== 0 && isIP(first) === isIP(last)) {
    return hasOrder(first, last) ? { type: 'range', first, last, port } : null;
  }
  const [address = '', bits] = host.split('/', 2);
  const version = isIP(withoutBrackets(address));
  if (version !== 0) return readSubnet(withoutBrackets(address), bits, version, port);
  const below = host.startsWith('*.');
  const name = domainToASCII(withoutEndDot(host.replace(/^\*?\./, '')));
  return name === '' ? null : { type: 'name', name, below, port };
}

function readSubnet(
  address: string,
  bits: string | undefined,
  version: number,
  port: number | null,
): DirectHosts | null {
  const most = version === 6 ? 128 : 32;
  if (bits === undefined) return { type: 'subnet', address, bits: most, port };
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return null;
  return { type: 'subnet', address, bits: Number(bits), port };
}

/** Whether a range has an order; `BlockList` throws for one that does not. */
function hasOrder(first: string, last: string): boolean {
  try {
    new BlockList().addRange(first, last, isIP(first) === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}

/** Colons are part of an IPv6 address, so a port can only follow one in brackets. */
function splitPort(part: string): [host: string, port: number | null] {
  const [, host = '', digits = ''] = /^([^:]+|\[[^\]]+\]):(\d{1,5})$/.exec(part) ?? [];
  return host === '' ? [part, null] : [host, Number(digits)];
}
