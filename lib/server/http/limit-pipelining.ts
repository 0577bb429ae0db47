import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

// No browser sends a second request on a connection before the first is answered, and no proxy that
// we know of; clients that can (undici) send ten.
const MOST_AT_ONCE = 20;

/**
 * Tells which requests are one too many on their connection, and destroys that. Node hands on all that
 * a packet holds at once, and 64 kB hold two thousand requests for a page: seconds of work and 50 MB that
 * wait for a client who need not read any of it.
 */
export function createPipelineLimit(
  onRefused: () => void,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const open = new WeakMap<Socket, number>();
  const countOf = (socket: Socket) => open.get(socket) ?? 0;
  return ({ socket }, response) => {
    // The rest of the same packet.
    if (socket.destroyed) return true;
    if (countOf(socket) >= MOST_AT_ONCE) {
      socket.resetAndDestroy();
      onRefused();
      return true;
    }
    open.set(socket, countOf(socket) + 1);
    response.once('close', () => open.set(socket, countOf(socket) - 1));
    return false;
  };
}
