import 'server-only';
import type { Socket } from 'node:net';

const INTERIM = 'HTTP/1.1 100';
const HEAD_END = '\r\n\r\n';
// undici's own limit for headers; a longer head is handed over, for it to refuse.
const MAX_HEAD_BYTES = 16 * 1024;

/**
 * Makes a connection pass over `100 Continue` answers that nobody asked for, as a client must
 * (RFC 9110, 15.2). undici breaks the connection at one, and the 200 that follows is lost.
 *
 * Only what is read first after a write is looked at. undici writes a request in one turn of the
 * event loop and the next one after the answer's end, so bytes of a body are never taken for a head.
 */
export function passOverContinue(socket: Socket): void {
  let atHead = false;
  let held: Buffer | null = null;

  socket.write = new Proxy(socket.write, {
    apply(write, self, args) {
      atHead = true;
      return Reflect.apply(write, self, args);
    },
  });
  socket.read = new Proxy(socket.read, {
    apply(read, self, args) {
      const chunk: unknown = Reflect.apply(read, self, args);
      if (!atHead || !Buffer.isBuffer(chunk)) return chunk;
      const bytes = withoutInterim(held ? Buffer.concat([held, chunk]) : chunk);
      // Nothing for now: the stream says `readable` again when more has come.
      if (mayBeInterim(bytes)) {
        held = bytes;
        return null;
      }
      held = null;
      atHead = false;
      return bytes;
    },
  });
}

function withoutInterim(bytes: Buffer): Buffer {
  let rest = bytes;
  while (startsInterim(rest)) {
    const end = rest.indexOf(HEAD_END);
    if (end === -1) break;
    rest = rest.subarray(end + HEAD_END.length);
  }
  return rest;
}

/** Whether more bytes are needed to tell. */
function mayBeInterim(bytes: Buffer): boolean {
  if (startsInterim(bytes)) return bytes.byteLength < MAX_HEAD_BYTES;
  return INTERIM.startsWith(bytes.toString('latin1'));
}

function startsInterim(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, INTERIM.length) === INTERIM;
}
