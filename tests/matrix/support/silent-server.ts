import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

type SilentServer = {
  openSockets: () => number;
  /**
   * Reads the pending bytes: a server only notices that the other side has disconnected by reading.
   */
  read: () => void;
  close: () => Promise<void>;
};

/** Accepts connections on a port and neither reads nor writes. */
export async function startSilentServer(port: number): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    openSockets: () => sockets.size,
    read() {
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
