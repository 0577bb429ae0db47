import 'server-only';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createRequestLog } from '../log/log.ts';
import { findRequestFault } from './find-request-fault.ts';
import { createPipelineLimit } from './limit-pipelining.ts';
import { refuseRequest } from './refuse-request.ts';
import { newRequestId } from './request-id.ts';
import { type ConnectionLimits, watchConnections } from './watch-connections.ts';

const CONNECTION = 'net.server.socket';
const REQUEST_START = 'http.server.request.start';
// A connection costs some 20 kB, and a file that the upstream's connections need too.
const MAX_CONNECTIONS = 10_000;

type RequestFilterOptions = {
  /** How long a client may take to send its headers. */
  headersTimeoutMs?: number;
  /** How long it may take to send the whole request. */
  requestTimeoutMs?: number;
  connections?: Partial<ConnectionLimits>;
  maxConnections?: number;
};

/**
 * Guards each HTTP server of this process from its first connection on. Next makes its server before
 * any code of ours runs and hands it to nobody; Node announces each connection, and each request of
 * one that was there before, just before it is handed on.
 *
 * @param guard what is done to each; `open` are the connections that it has already
 * @returns leaves those servers alone that have had no connection yet
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
  // Node documents these shapes for its channels (diagnostics_channel); each socket of a server has
  // the server as a member.
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
 * Refuses what no browser and no client of OpenAI sends, before Next has it: Next answers some of
 * it with a stack trace in the log, some with a redirect to whatever host was named. Each refusal is
 * typed, logged as one line, and ends the connection. Slow senders are given up earlier than Node
 * does by itself (60 s and 300 s), and clients that do not read, which Node keeps.
 *
 * @param open connections that the server has already
 */
export function guardServer(
  server: Server,
  {
    headersTimeoutMs = 20_000,
    requestTimeoutMs = 60_000,
    connections = {},
    maxConnections = MAX_CONNECTIONS,
  }: RequestFilterOptions = {},
  open: readonly Socket[] = [],
): void {
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.maxConnections = maxConnections;
  watchConnections(server, connections, open);
  // Nothing here takes an upgrade, so each is an ordinary request (RFC 9110, 7.8). Next would leave
  // some of their connections open, where no deadline of Node's holds. Read by Node 24.9 and later.
  Object.assign(server, { shouldUpgradeCallback: () => false });
  const isOneTooMany = createPipelineLimit(logPipelined);
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...given: unknown[]) => {
    if (event === 'request') {
      // What the event carries (Node, http.Server, "request").
      const [request, response] = given as [IncomingMessage, ServerResponse];
      if (isOneTooMany(request, response)) return true;
      const fault = findRequestFault(request);
      if (fault) {
        refuseRequest(response, fault);
        return true;
      }
    }
    return emit(event, ...given);
  };
}

function guardNow(server: Server, open: readonly Socket[]): void {
  guardServer(server, {}, open);
}

/** There is nobody to answer: the connection is reset. */
function logPipelined(): void {
  createRequestLog(newRequestId(), { route: '*', role: 'visitor' }).end({
    kind: 'too_many_at_once',
    status: 429,
    reason: 'pipelined',
  });
}
