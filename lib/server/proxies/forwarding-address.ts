import 'server-only';
import { isIP } from 'node:net';
import type { ProxyServer } from './proxies.ts';

/**
 * Where a plain http request goes that a proxy forwards: to the proxy, with the whole URL as its path
 * (RFC 9112, 3.2.2). Adds the headers for it.
 */
export function addressAt(
  { secure, hostname, port, authorization }: ProxyServer,
  url: URL,
  headers: Headers,
): { origin: string; path: string; servername?: string } {
  headers.set('host', url.host);
  if (authorization !== null) headers.set('proxy-authorization', authorization);
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return {
    origin: `${secure ? 'https' : 'http'}://${host}:${port}`,
    path: url.origin + url.pathname + url.search,
    // undici would expect the certificate of the Host header's name.
    ...(secure && !isIP(hostname) && { servername: hostname }),
  };
}
