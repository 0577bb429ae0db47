import 'server-only';
import { isIPv4, isIPv6 } from 'node:net';

/** Whether an IP address is a loopback address: 127.0.0.0/8, also mapped to IPv6, or ::1. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  if (!isIPv6(address)) return false;
  // URL serializes IPv6 addresses canonically.
  const canonical = URL.parse(`http://[${address}]`)?.hostname ?? '';
  return canonical === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:/.test(canonical);
}
