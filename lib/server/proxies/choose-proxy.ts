import 'server-only';
import { isDirect } from './direct-hosts.ts';
import type { Proxies, ProxyServer } from './proxies.ts';

/** The proxy for requests to a URL; null if they go directly. */
export function chooseProxy(url: URL, proxies: Proxies): ProxyServer | null {
  const proxy = url.protocol === 'https:' ? proxies.https : proxies.http;
  if (proxy === null) return null;
  const { hostname } = url;
  return isDirect({ hostname, port: portOf(url) }, proxies.direct) ? null : proxy;
}

/** The port of an http or https URL. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
