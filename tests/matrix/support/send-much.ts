import type { Exchange } from '../../support/scriptable-upstream.ts';

/**
 * Sends the same bytes this many times, as fast as the other side accepts them, until it
 * disconnects. Resolves with the number of bytes passed to the socket.
 */
export async function sendMuch(
  exchange: Exchange,
  bytes: Uint8Array,
  times: number,
): Promise<number> {
  let isClosed = false;
  void exchange.closed.then(() => {
    isClosed = true;
  });
  let sent = 0;
  for (let count = 0; count < times && !isClosed; count += 1) {
    await Promise.race([exchange.write(bytes), exchange.closed]);
    sent += bytes.length;
  }
  return sent;
}
