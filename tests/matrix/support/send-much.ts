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
  let gone = false;
  void exchange.closed.then(() => {
    gone = true;
  });
  let sent = 0;
  for (let at = 0; at < times && !gone; at += 1) {
    await Promise.race([exchange.write(bytes), exchange.closed]);
    sent += bytes.length;
  }
  return sent;
}
