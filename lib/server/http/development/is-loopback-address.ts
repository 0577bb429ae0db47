import 'server-only';
import { isIPv4, isIPv6 } from 'node:net';

/** Tells whether an IP address is one that a machine has for itself: 127.0.0.0/8, also mapped, or ::1. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  if (!isIPv6(address)) return false;
  // URL writes every IPv6 address in one way.
  const canonical = URL.parse(`http://[${address}]`)?.hostname ?? '';
  return canonical === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:/.test(canonical);
}
