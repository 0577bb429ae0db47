import 'server-only';
import { lookup } from 'node:dns/promises';
import { addAbortListener } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Wire } from '#lib/core/doctor/doctor-facts.ts';
import { openTunnel } from '../proxies/open-tunnel.ts';
import type { ProxyServer } from '../proxies/proxies.ts';
import { errorOfProxyConnection } from '../proxies/proxy-error.ts';

const CONNECT_MS = 10_000;

/**
 * The doctor's steps up to an encrypted connection, through a proxy if there is one.
 *
 * @param tunnels whether the proxy is asked for tunnels, as it is for an https upstream
 */
export function createReach(
  proxy: ProxyServer | null,
  tunnels: boolean,
): Pick<Wire, 'resolve' | 'connect' | 'handshake'> {
  return {
    async resolve(host, signal) {
      const name = proxy?.hostname ?? host;
      const found = within(lookup(name, { all: true }), limited(signal));
      const addresses = await (proxy ? found.catch(failedAtProxy(signal)) : found);
      return addresses.map(({ address }) => address);
    },
    async connect(host, port, signal) {
      if (!proxy) return await opened(connectTcp({ host, port }), 'connect', signal);
      if (tunnels) return void (await tunnelTo(proxy, host, port, signal)).destroy();
      const socket = connectTcp({ host: proxy.hostname, port: proxy.port });
      await opened(socket, 'connect', signal).catch(failedAtProxy(signal));
    },
    async handshake(host, port, signal) {
      const tunnel = proxy ? await tunnelTo(proxy, host, port, signal) : null;
      const socket = connectTls({
        host,
        port,
        servername: /^[\d.]+$|:/.test(host) ? '' : host,
        ...(tunnel && { socket: tunnel }),
      });
      let protocol = '';
      socket.once('secureConnect', () => {
        protocol = (socket satisfies TLSSocket).getProtocol() ?? '';
      });
      await opened(socket, 'secureConnect', signal);
      return protocol;
    },
  };
}

function tunnelTo(
  proxy: ProxyServer,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  return openTunnel(proxy, { host: host.includes(':') ? `[${host}]` : host, port }, { signal });
}

function failedAtProxy(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    throw signal.aborted ? error : errorOfProxyConnection(error);
  };
}

function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
}

/** Resolves once a socket is open, then closes it. */
async function opened(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  outer: AbortSignal,
): Promise<void> {
  const signal = limited(outer);
  try {
    await within(
      new Promise<void>((resolve, reject) => {
        socket.once(event, () => resolve());
        socket.once('error', reject);
        socket.once('close', () =>
          reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })),
        );
      }),
      signal,
    );
  } finally {
    socket.destroy();
  }
}

async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  using _listening = addAbortListener(signal, stop);
  if (signal.aborted) stop();
  return await Promise.race([work, stopped.promise]);
}
