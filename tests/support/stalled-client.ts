import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that sends a request and reads no byte of the response until it is told to. */
export type StalledClient = {
  socket: Socket;
  /**
   * Reads from now on, and resolves with the received text once it contains this one or the
   * connection has ended.
   */
  readUntil: (text: string) => Promise<string>;
  leave: () => void;
};

/**
 * Over loopback a kernel buffers megabytes before anything waits in a process; this is far more.
 */
export const MORE_THAN_KERNELS_HOLD = 256 * 1024 * 1024;

/** Connects to this machine and sends bytes, if any. */
export async function stallClient(port: number, send?: Uint8Array): Promise<StalledClient> {
  const socket = connect(port, '127.0.0.1');
  // Before it is connected; otherwise Node would read ahead.
  socket.pause();
  // These clients are meant to be reset.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (send) socket.write(send);
  return {
    socket,
    async readUntil(text) {
      const chunks: Buffer[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.on('data', (bytes) => {
        // Together with the previous piece, because the text may span two.
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
