import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { createDirectRoutes } from '#lib/server/http/direct/direct-routes.ts';
import { guardServer } from '#lib/server/http/request-filter.ts';

type Handler = (request: Request) => Promise<Response>;

/**
 * A route handler that is asked over a real connection, as our own server asks it ahead of Next, but has the form
 * that Next calls, so that the same tests can use either.
 */
export function askDirectly(path: string, handler: Handler): Handler {
  let listening: Promise<number> | null = null;
  const answering = new Set<Promise<Response>>();
  const answer = (request: Request) => {
    const answered = handler(request);
    answering.add(answered);
    return answered.finally(() => answering.delete(answered));
  };
  const asked: Handler = async (request) => {
    // Nothing else goes this way.
    if (request.method !== 'POST' || new URL(request.url).pathname !== path)
      return handler(request);
    listening ??= listen(path, answer);
    const response = await exchange(await listening, path, request);
    // Nobody gets the answer to a client that left; it has been given when the handler returns.
    if (response.status === CLIENT_GONE_STATUS) await Promise.allSettled(answering);
    return response;
  };
  handlers.set(asked, handler);
  return asked;
}

const handlers = new WeakMap<Handler, Handler>();

/** The handler itself, for a test that has a server of its own. */
export function handlerBehind(handler: Handler): Handler {
  return handlers.get(handler) ?? handler;
}

const CUT = new DOMException('the reply was cut', 'AbortError');

async function listen(path: string, handler: Handler): Promise<number> {
  const server = createServer((_, response) => response.writeHead(599).end());
  guardServer(server, { direct: createDirectRoutes({ [path]: async () => handler }) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  // Listening on a TCP port, so the address is not a pipe's name.
  return (server.address() as AddressInfo).port;
}

async function exchange(port: number, path: string, request: Request): Promise<Response> {
  const headers: Record<string, string> = Object.fromEntries(request.headers);
  // Each handler has a server of its own, and may be asked once.
  const sent = send({ port, host: '127.0.0.1', path, method: 'POST', headers, agent: false });
  const leave = () => void sent.destroy();
  if (request.signal.aborted) leave();
  request.signal.addEventListener('abort', leave, { once: true });
  sent.on('error', () => undefined);
  const answered = once(sent, 'response');
  void sendBody(request, sent);
  try {
    const [response] = (await answered) as [IncomingMessage];
    return toResponse(response, leave);
  } catch (error) {
    // What the handler has returned for a client that left.
    if (request.signal.aborted) return new Response(null, { status: CLIENT_GONE_STATUS });
    throw error;
  }
}

async function sendBody(request: Request, sent: ReturnType<typeof send>): Promise<void> {
  try {
    for await (const part of request.body ?? []) {
      if (!sent.write(part)) await once(sent, 'drain');
    }
    sent.end();
  } catch {
    sent.destroy();
  }
}

function toResponse(incoming: IncomingMessage, leave: () => void): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = incoming.statusCode ?? 0;
  if (status === 204) return new Response(null, { status, headers });
  let isCanceled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        incoming.on('data', (bytes: Buffer<ArrayBuffer>) => {
          controller.enqueue(new Uint8Array(bytes));
          incoming.pause();
        });
        incoming.once('end', () => !isCanceled && controller.close());
        // As the body that the handler returned.
        incoming.on('error', () => !isCanceled && controller.error(CUT));
        incoming.pause();
      },
      pull: () => void incoming.resume(),
      cancel() {
        isCanceled = true;
        incoming.removeAllListeners('data').resume();
        leave();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status, headers });
}
