import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived, and the means to answer it byte by byte. */
export type Exchange = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** Writes only the status line and headers. Chunked unless a length is given. */
  head: (status: number, headers?: Record<string, string | string[]>) => Promise<void>;
  /** Writes body bytes and resolves once the socket has taken them and the event loop has turned. */
  write: (bytes: string | Uint8Array) => Promise<void>;
  /** Ends the body properly. */
  end: () => void;
  /** Writes arbitrary bytes instead of HTTP; the connection is not used again. */
  raw: (bytes: string | Uint8Array) => Promise<void>;
  /** Closes the connection with RST. */
  reset: () => void;
  /** Closes the connection with FIN, even if the body is incomplete. */
  cut: () => void;
  /** Resolves when the connection is closed, by either side. */
  closed: Promise<void>;
  /** Bytes buffered in this process because the other side does not read. */
  unsentBytes: () => number;
};

export type Script = (exchange: Exchange) => void | Promise<void>;

export type ScriptableUpstream = {
  /** The base URL, as `OPENAI_BASE_URL` would contain it. */
  url: string;
  port: number;
  /** Every request so far, in order of arrival. */
  requests: Exchange[];
  /** Connections that are open now. */
  openSockets: () => number;
  /** Requests whose response has not ended. */
  inFlight: () => number;
  /** Sets how to answer requests from now on. */
  respond: (script: Script) => void;
  /** Resolves with the next request that arrives. */
  nextRequest: () => Promise<Exchange>;
  /** Refuses connections from now on, and drops the open ones. */
  refuse: () => Promise<void>;
  /** Accepts connections again, on the same port. */
  accept: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * An upstream on a real socket whose every byte the test controls. It answers 500 until `respond`
 * is called.
 */
export async function startScriptableUpstream(): Promise<ScriptableUpstream> {
  const requests: Exchange[] = [];
  const sockets = new Set<IncomingMessage['socket']>();
  let script: Script = answer(500, {});
  let waiting: ((exchange: Exchange) => void)[] = [];
  let inFlight = 0;

  const server = createServer({ maxHeaderSize: 1024 * 1024 }, async (request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    const exchange = toExchange(request, response, await readBody(request));
    requests.push(exchange);
    for (const tell of waiting) tell(exchange);
    waiting = [];
    await script(exchange);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    // Each request on a kept-alive connection waits for its close.
    socket.setMaxListeners(0);
    socket.once('close', () => sockets.delete(socket));
    // A reset from the other side is expected here.
    socket.on('error', () => socket.destroy());
  });
  const port = await listen(server, 0);
  const refuse = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };

  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    openSockets: () => sockets.size,
    inFlight: () => inFlight,
    respond: (next) => {
      script = next;
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    refuse,
    async accept() {
      if (!server.listening) await listen(server, port);
    },
    close: refuse,
  };
}

/** Answers with a JSON document, or with text unchanged. */
export function answer(
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): Script {
  return async (exchange) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await exchange.head(status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
      ...headers,
    });
    if (text !== '') await exchange.write(text);
    exchange.end();
  };
}

/** Answers with an event stream, each part a write of its own, and ends it. */
export function stream(...parts: (string | Uint8Array)[]): Script {
  return async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_test' });
    for (const part of parts) await exchange.write(part);
    exchange.end();
  };
}

function toExchange(request: IncomingMessage, response: ServerResponse, body: string): Exchange {
  const { socket } = request;
  const flush = (write: (taken: () => void) => void) =>
    new Promise<void>((resolve) => write(() => setImmediate(resolve)));
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body,
    head: (status, headers = {}) =>
      flush((taken) => {
        response.writeHead(status, headers);
        response.flushHeaders();
        taken();
      }),
    write: (bytes) => flush((taken) => response.write(bytes, taken)),
    end: () => response.end(),
    raw: (bytes) => flush((taken) => socket.write(bytes, taken)),
    reset: () => socket.resetAndDestroy(),
    cut: () => socket.end(),
    closed: new Promise((resolve) => {
      if (socket.destroyed) resolve();
      else socket.once('close', () => resolve());
    }),
    unsentBytes: () => socket.writableLength + response.writableLength,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // Listening on a TCP port, so the address is not a pipe's name.
  return (server.address() as AddressInfo).port;
}
