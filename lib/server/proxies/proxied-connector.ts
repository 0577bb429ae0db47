import 'server-only';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { portOf } from './choose-proxy.ts';
import { openTunnel } from './open-tunnel.ts';
import type { ProxyServer } from './proxies.ts';
import { errorOfProxyConnection } from './proxy-error.ts';

/**
 * Connects undici's pools to https hosts through a proxy, and directly to those without one. Written for
 * `Agent` because undici's own `ProxyAgent` reports every refusal of a proxy under one code and waits five
 * minutes for its answer ([record 19](../../../docs/decisions/0019-proxies-of-the-network.md)).
 *
 * @param proxyFor the proxy for an https host; null for none
 */
export function createTunnelConnector(
  timeoutMs: number,
  proxyFor: (url: URL) => ProxyServer | null,
): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false });
  return (options, callback) => {
    const { protocol, host } = options;
    const url = protocol === 'https:' ? new URL(`https://${host}`) : null;
    const proxy = url && proxyFor(url);
    if (!url || !proxy) {
      connect(options, callback);
      return;
    }
    const target = { host: url.hostname, port: portOf(url) };
    openTunnel(proxy, target).then(
      (httpSocket: Socket) => connect({ ...options, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

/** Connects undici's pools to a proxy that forwards plain http. */
export function createForwardingConnector(timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false });
  return (options, callback) =>
    connect(options, (error, socket) =>
      error ? callback(errorOfProxyConnection(error), null) : callback(null, socket),
    );
}
