import 'server-only';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { currentConfig } from '../config/read-config.ts';
import { writeLogLine } from '../log/log.ts';

/** How long a client may hold a connection without sending or reading, in milliseconds. */
export type ConnectionLimits = {
  /** From the connection to its first byte. */
  silentMs: number;
  /**
   * While data is waiting and the client reads none of it. A page gives up a reply after 15 s without
   * a byte, so a client that resumes later loses nothing by this.
   */
  stalledMs: number;
  /** From a request below /api or /v1 to the end of its response, plus `lateMs`. */
  replyMs: () => number;
  /** The same for pages and files, which may take minutes on a slow connection. */
  downloadMs: number;
  lateMs: number;
  sweepMs: number;
};

const LIMITS: ConnectionLimits = {
  silentMs: 20_000,
  stalledMs: 30_000,
  replyMs: () => currentConfig().totalTimeoutMs,
  downloadMs: 600_000,
  lateMs: 5_000,
  sweepMs: 1_000,
};

type Watched = {
  openedAt: number;
  /** Unfinished requests; `requestedAt` is when the first of them arrived. */
  open: number;
  requestedAt: number;
  isApi: boolean;
  /** Since when data has been waiting at every sweep, and since when none of it was read. */
  pendingSince: number | null;
  stalledSince: number;
  written: number;
  queued: number;
};

const API = /^\/(api|v1)\//;

/**
 * Destroys connections whose clients never read, or never send anything: they hold a socket, buffers,
 * and everything that waits for the response to end. Node has no deadline for the first, and checks
 * for the second every 30 s. A client that does not read is reset, because after an ordinary close the
 * kernel would keep offering the buffered data for minutes.
 *
 * One timer checks all connections, so sending a byte costs nothing extra.
 *
 * @param open the server's existing connections
 * @returns takes note of a request that the server's listeners are not told of
 */
export function watchConnections(
  server: Server,
  limits: Partial<ConnectionLimits> = {},
  open: readonly Socket[] = [],
): (request: IncomingMessage, response: ServerResponse) => void {
  const { sweepMs, ...rules } = { ...LIMITS, ...limits };
  const connections = new Map<Socket, Watched>();
  // Pauses while the process is blocked, so that clients are not blamed for time it did not observe.
  let clockMs = 0;
  let sweptAt = performance.now();

  const watch = (socket: Socket): Watched => {
    const existing = connections.get(socket);
    if (existing) return existing;
    const watched = startWatching(clockMs);
    connections.set(socket, watched);
    socket.once('close', () => connections.delete(socket));
    return watched;
  };

  const sweep = () => {
    const now = performance.now();
    clockMs += Math.min(now - sweptAt, 2 * sweepMs);
    sweptAt = now;
    const closed = { silent: 0, notReading: 0 };
    for (const [socket, watched] of connections) {
      const fault = findFault(socket, watched, clockMs, rules);
      if (!fault) continue;
      closed[fault] += 1;
      connections.delete(socket);
      if (fault === 'silent') socket.destroy();
      else socket.resetAndDestroy();
    }
    // One line for all, so that many clients cannot fill the log.
    if (closed.silent + closed.notReading > 0) writeLogLine('connections_closed', closed);
  };

  const onRequest = ({ socket, url }: IncomingMessage, response: ServerResponse) => {
    const watched = watch(socket);
    const isApi = API.test(url ?? '');
    if (watched.open === 0) Object.assign(watched, { requestedAt: clockMs, isApi });
    else watched.isApi ||= isApi;
    watched.open += 1;
    response.once('close', () => {
      watched.open -= 1;
    });
  };

  for (const socket of open) watch(socket);
  server.on('connection', watch);
  server.prependListener('request', onRequest);
  const timer = setInterval(sweep, sweepMs).unref();
  // Fires when the last connection is gone, not when the server stops accepting.
  server.once('close', () => clearInterval(timer));
  return onRequest;
}

function startWatching(now: number): Watched {
  return {
    openedAt: now,
    open: 0,
    requestedAt: now,
    isApi: false,
    pendingSince: null,
    stalledSince: now,
    written: 0,
    queued: 0,
  };
}

function findFault(
  socket: Socket,
  watched: Watched,
  now: number,
  { silentMs, stalledMs, replyMs, downloadMs, lateMs }: Omit<ConnectionLimits, 'sweepMs'>,
): 'silent' | 'notReading' | null {
  if (socket.writableLength === 0) {
    watched.pendingSince = null;
    const isSilent = socket.bytesRead === 0 && now - watched.openedAt >= silentMs;
    return isSilent ? 'silent' : null;
  }
  // Bytes the kernel accepted: completed writes, and the part of the current write that left libuv.
  // Data queued in the meantime changes neither.
  const written = socket.bytesWritten - socket.writableLength;
  const queued = queuedByLibuv(socket);
  const wasPending = watched.pendingSince !== null;
  if (!wasPending || written !== watched.written || queued !== watched.queued) {
    Object.assign(watched, { written, queued, stalledSince: now });
  }
  watched.pendingSince ??= now;
  if (now - watched.stalledSince >= stalledMs) return 'notReading';
  const dueAt = watched.requestedAt + (watched.isApi ? replyMs() : downloadMs) + lateMs;
  const isLate = now >= dueAt && now - watched.pendingSince >= lateMs;
  return isLate ? 'notReading' : null;
}

/** Node's own socket timeout uses this number too (net.Socket, `_onTimeout`); no public API has it. */
function queuedByLibuv(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? 0;
}
