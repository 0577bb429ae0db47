import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from './make-certificate.ts';

export type TlsFront = {
  port: number;
  /** Presents this certificate from now on; `'plain'` answers a TLS client with HTTP. */
  show: (certificate: Certificate | 'plain') => void;
  /** The number of successful handshakes. */
  secured: () => number;
  /** The number of connections received. */
  connections: () => number;
  close: () => Promise<void>;
};

/** Speaks TLS in front of a port that does not. */
export async function startTlsFront(backPort: number, first: Certificate): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  let shown: Certificate | 'plain' = first;
  let secured = 0;
  let connections = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((socket) => {
    connections += 1;
    keep(socket);
    if (shown === 'plain') {
      socket.once('data', () => {
        socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      });
      return;
    }
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: createSecureContext(shown),
    });
    keep(secure);
    secure.once('secure', () => {
      secured += 1;
      const back = connect(backPort, '127.0.0.1');
      keep(back);
      secure.pipe(back).pipe(secure);
      secure.once('close', () => back.destroy());
      back.once('close', () => secure.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Listening on a TCP port, so the address is not a pipe's name.
    port: (server.address() as AddressInfo).port,
    show: (certificate) => {
      shown = certificate;
    },
    secured: () => secured,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
