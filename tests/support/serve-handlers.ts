import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: Request) => Promise<Response>;

export type HandlerServer = {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  close: () => Promise<void>;
};

/**
 * Serves route handlers over real HTTP, as Next does: `request.signal` aborts when the client
 * disconnects, a body is pulled no faster than the client reads, and a body that errors breaks the
 * connection.
 *
 * @param handlers by path
 */
export async function serveHandlers(handlers: Record<string, Handler>): Promise<HandlerServer> {
  const server = createServer(async (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const handler = handlers[pathname] ?? (async () => new Response('not found', { status: 404 }));
    const clientAbort = new AbortController();
    outgoing.once('close', () => clientAbort.abort());
    await send(await handler(toRequest(incoming, clientAbort.signal)), outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Listening on a TCP port, so the address is not a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const each of value ?? []) headers.append(name, each);
  }
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    duplex: 'half',
    body: hasBody ? toWebStream(incoming) : null,
  };
  return new Request(`http://${incoming.headers.host}${incoming.url}`, init);
}

/**
 * `Readable.toWeb` throws outside of any handler if a body continues after its stream was canceled.
 */
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

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat());
  outgoing.flushHeaders();
  const reader = response.body?.getReader();
  if (!reader) {
    outgoing.end();
    return;
  }
  outgoing.once('close', () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value)) await once(outgoing, 'drain');
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}
