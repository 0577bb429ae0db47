import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

// No browser, and no proxy that we know of, sends a second request on a connection before the first
// is answered; clients that pipeline (undici) send ten.
const MAX_PIPELINED = 20;

/**
 * Detects requests over the limit of their connection, and destroys the connection. Node emits all
 * requests of a packet at once, and 64 kB can contain two thousand page requests: seconds of work and
 * 50 MB of responses that the client need not read.
 */
export function createPipelineLimit(
  onRefused: () => void,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const open = new WeakMap<Socket, number>();
  const countOf = (socket: Socket) => open.get(socket) ?? 0;
  return ({ socket }, response) => {
    // Further requests of the same packet.
    if (socket.destroyed) return true;
    if (countOf(socket) >= MAX_PIPELINED) {
      socket.resetAndDestroy();
      onRefused();
      return true;
    }
    open.set(socket, countOf(socket) + 1);
    response.once('close', () => open.set(socket, countOf(socket) - 1));
    return false;
  };
}
