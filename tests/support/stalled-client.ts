import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that sends a request and takes not a byte of what comes back, until it is told to. */
export type StalledClient = {
  socket: Socket;
  /** Reads from now on, and resolves once this text has come or the connection is over; with what came. */
  readUntil: (text: string) => Promise<string>;
  leave: () => void;
};

/** Over loopback a kernel holds megabytes before anything waits in a process: far more than that. */
export const MORE_THAN_KERNELS_HOLD = 256 * 1024 * 1024;

/** Connects to this machine and sends bytes, if any. */
export async function stallClient(port: number, send?: Uint8Array): Promise<StalledClient> {
  const socket = connect(port, '127.0.0.1');
  // Before it is connected, or Node would read ahead.
  socket.pause();
  // A reset is what these clients are there for.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (send) socket.write(send);
  return {
    socket,
    async readUntil(text) {
      const chunks: Buffer[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.on('data', (bytes) => {
        // With the piece before it, since a piece may end within the text.
        const tail = Buffer.concat([chunks.at(-1) ?? Buffer.alloc(0), bytes]);
        chunks.push(bytes);
        if (tail.includes(text)) resolve();
      });
      socket.once('close', resolve);
      if (socket.destroyed) resolve();
      socket.resume();
      await promise;
      return Buffer.concat(chunks).toString('latin1');
    },
    leave: () => socket.destroy(),
  };
}
