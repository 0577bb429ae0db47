import 'server-only';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createRequestLog } from '../log/log.ts';
import type { DirectRoutes } from './direct/direct-routes.ts';
import { findRequestFault } from './find-request-fault.ts';
import { createPipelineLimit } from './limit-pipelining.ts';
import { refuseRequest } from './refuse-request.ts';
import { newRequestId } from './request-id.ts';
import { type ConnectionLimits, watchConnections } from './watch-connections.ts';

const CONNECTION = 'net.server.socket';
const REQUEST_START = 'http.server.request.start';
// A connection takes about 20 kB and a file descriptor, which connections to the upstream also need.
const MAX_CONNECTIONS = 10_000;

type RequestFilterOptions = {
  /** How long a client may take to send its headers. */
  headersTimeoutMs?: number;
  /** How long it may take to send the entire request. */
  requestTimeoutMs?: number;
  connections?: Partial<ConnectionLimits>;
  maxConnections?: number;
  /** Answers some requests itself, ahead of the server's listeners. */
  direct?: DirectRoutes | null;
};

/**
 * Guards each HTTP server of this process from its first connection on. Next creates its server before
 * our code runs and does not expose it, but Node publishes each new connection, and each request on an
 * older one, before the server handles it.
 *
 * @param guard is called with each server; `open` are its existing connections
 * @returns stops guarding servers that have not had a connection yet
 */
export function installRequestFilter(
  guard: (server: Server, open: readonly Socket[]) => void = guardNow,
): () => void {
  const guarded = new WeakSet<Server>();
  const guardOnce = (server: unknown, socket: Socket) => {
    if (!(server instanceof Server) || guarded.has(server)) return;
    guarded.add(server);
    guard(server, [socket]);
  };
  // Node documents these message shapes (diagnostics_channel); a server's socket has a `server` member.
  const onConnection = (message: unknown) => {
    const { socket } = message as { socket: Socket & { server?: unknown } };
    guardOnce(socket.server, socket);
  };
  const onRequest = (message: unknown) => {
    const { server, socket } = message as { server: Server; socket: Socket };
    guardOnce(server, socket);
  };
  subscribe(CONNECTION, onConnection);
  subscribe(REQUEST_START, onRequest);
  return () => {
    unsubscribe(CONNECTION, onConnection);
    unsubscribe(REQUEST_START, onRequest);
  };
}

/**
 * Rejects requests that no browser and no OpenAI client sends, before Next sees them: Next answers
 * some with a stack trace in the log, and some with a redirect to the requested host. Each rejection
 * is typed, logged as one line, and closes the connection. Slow senders are dropped earlier than by
 * Node's defaults (60 s and 300 s), and so are clients that do not read, which Node never drops.
 *
 * @param open the server's existing connections
 */
export function guardServer(
  server: Server,
  {
    headersTimeoutMs = 20_000,
    requestTimeoutMs = 60_000,
    connections = {},
    maxConnections = MAX_CONNECTIONS,
    direct = null,
  }: RequestFilterOptions = {},
  open: readonly Socket[] = [],
): void {
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.maxConnections = maxConnections;
  const watchRequest = watchConnections(server, connections, open);
  // No route supports upgrades, so each is handled as an ordinary request (RFC 9110, 7.8). Next would
  // leave some of their connections open, where none of Node's deadlines apply. Node 24.9 and later.
  Object.assign(server, { shouldUpgradeCallback: () => false });
  const isOverLimit = createPipelineLimit(logPipelined);
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...args: unknown[]) => {
    if (event === 'request') {
      // The event's arguments (Node, http.Server, "request").
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (isOverLimit(request, response)) return true;
      const fault = findRequestFault(request);
      if (fault) {
        refuseRequest(response, fault);
        return true;
      }
      if (direct?.(request, response)) {
        watchRequest(request, response);
        return true;
      }
    }
    return emit(event, ...args);
  };
}

function guardNow(server: Server, open: readonly Socket[]): void {
  guardServer(server, {}, open);
}

/** Only logs: the connection was reset, so there is no client to answer. */
function logPipelined(): void {
  createRequestLog(newRequestId(), { route: '*', role: 'visitor' }).end({
    kind: 'too_many_at_once',
    status: 429,
    reason: 'pipelined',
  });
}
