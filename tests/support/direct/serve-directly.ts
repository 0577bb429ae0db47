import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDirectRoutes } from '#lib/server/http/direct/direct-routes.ts';
import { sendResponse } from '#lib/server/http/direct/send-response.ts';
import { toWebRequest } from '#lib/server/http/direct/to-web-request.ts';
import { handlerBehind } from './ask-directly.ts';

type Handler = (request: Request) => Promise<Response>;

/**
 * As `serveHandlers`, which does it as Next does: serves handlers over HTTP as our own server does ahead of Next,
 * without its guards, which have tests of their own.
 */
export async function serveHandlers(handlers: Record<string, Handler>) {
  const direct = createDirectRoutes(
    Object.fromEntries(
      Object.entries(handlers).map(([path, handler]) => [path, async () => handlerBehind(handler)]),
    ),
  );
  const server = createServer(async (incoming, outgoing) => {
    if (direct(incoming, outgoing)) return;
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const handler = handlers[pathname] ?? (async () => new Response('not found', { status: 404 }));
    const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
    if (hasBody) await sendResponse(await handler(toWebRequest(incoming, outgoing)), outgoing);
    else
      await sendResponse(
        await handler(
          new Request(`http://${incoming.headers.host}${incoming.url}`, {
            method: incoming.method ?? 'GET',
            headers: new Headers(incoming.headers as Record<string, string>),
          }),
        ),
        outgoing,
      );
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
