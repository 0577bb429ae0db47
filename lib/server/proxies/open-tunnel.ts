import 'server-only';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { ProxyServer } from './proxies.ts';
import { errorOfProxyConnection, errorOfTunnelStatus, ProxyError } from './proxy-error.ts';

// A proxy answers once it has reached the upstream itself, which may take as long again as reaching it.
const TUNNEL_TIMEOUT_MS = 20_000;

/**
 * Opens a connection through a proxy (CONNECT; RFC 9110, 9.3.6). The caller owns the socket.
 *
 * @param target host, an IPv6 address in brackets, and port
 * @throws `ProxyError` for any failure of the proxy; the signal's reason for an abort
 */
export async function openTunnel(
  proxy: ProxyServer,
  target: { host: string; port: number },
  { signal, timeoutMs = TUNNEL_TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<Socket> {
  signal?.throwIfAborted();
  const authority = `${target.host}:${target.port}`;
  const { secure, hostname, port, authorization } = proxy;
  const request = (secure ? requestSecure : requestPlain)({
    method: 'CONNECT',
    host: hostname,
    port,
    path: authority,
    agent: false,
    // Node would expect the certificate of the Host header's name.
    servername: isIP(hostname) ? '' : hostname,
    headers: {
      host: authority,
      ...(authorization !== null && { 'proxy-authorization': authorization }),
    },
    ...(signal && { signal }),
  });
  const opened = Promise.withResolvers<Socket>();
  const timer = setTimeout(() => request.destroy(new ProxyError('PROXY_TIMEOUT')), timeoutMs);
  request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
    if (statusCode < 200 || statusCode > 299) {
      // The proxy may still be sending its page.
      socket.on('error', () => undefined).destroy();
      opened.reject(errorOfTunnelStatus(statusCode));
      return;
    }
    // Whoever takes it sees it close; without a listener, an error before that would end the process.
    socket.on('error', () => undefined);
    if (head.length > 0) socket.unshift(head);
    opened.resolve(socket);
  });
  // Nothing answers a CONNECT this way in node:http, but a request without a listener would hang.
  request.once('response', (response) => {
    response.destroy();
    opened.reject(new ProxyError('NOT_A_PROXY'));
  });
  request.on('error', (error) => {
    opened.reject(signal?.aborted ? signal.reason : errorOfProxyConnection(error));
  });
  request.end();
  try {
    return await opened.promise;
  } finally {
    clearTimeout(timer);
  }
}
