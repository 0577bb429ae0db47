import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request whose `signal` aborts when its connection closes before the response has ended, as Next's does. */
export function toWebRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const { headers, method = '', url = '/', socket } = incoming;
  const kept = new Headers();
  // As in Next: what Node made of repeated headers, and the sender's address if no proxy named another.
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) kept.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (!kept.has('x-forwarded-for') && socket.remoteAddress) {
    kept.set('x-forwarded-for', socket.remoteAddress);
  }
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: kept,
    body: toWebStream(incoming),
    duplex: 'half',
    signal: leavingSignal(outgoing),
  };
  // Handlers read the path and the query alone; a `Host` is not always there.
  return new Request(new URL(url, 'http://localhost'), init);
}

function leavingSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort(new Error('the client left'));
  });
  return controller.signal;
}

/** `Readable.toWeb` throws outside of any handler if a body continues after its stream was canceled. */
function toWebStream(incoming: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      incoming.on('data', (bytes: Buffer<ArrayBuffer>) => {
        controller.enqueue(new Uint8Array(bytes));
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once('end', () => controller.close());
      incoming.once('error', (error) => controller.error(error));
      incoming.pause();
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      incoming.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
      incoming.on('error', () => undefined).resume();
    },
  });
}
