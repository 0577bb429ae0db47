import 'server-only';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { currentConfig } from '../config/read-config.ts';
import { writeLogLine } from '../log/log.ts';

/** How long a client may keep a connection without doing its part, in milliseconds. */
export type ConnectionLimits = {
  /** From the connection to its first byte. */
  silentMs: number;
  /**
   * While there is something to send of which it takes nothing. A page holds its reply dead after 15 s
   * without a byte, so whoever comes back later has lost nothing by this.
   */
  stalledMs: number;
  /** From a request below /api or /v1 to the end of its answer, and `lateMs` on top. */
  replyMs: () => number;
  /** The same for pages and files, which a slow line may take minutes to load. */
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
  /** Requests whose responses are not over; `askedAt` is when the first of them came. */
  open: number;
  askedAt: number;
  ofApi: boolean;
  /** Since when something has been waiting to be sent at each look, and since when none of it was taken. */
  owedSince: number | null;
  stalledSince: number;
  written: number;
  queued: number;
};

const API = /^\/(api|v1)\//;

/**
 * Destroys connections whose clients keep them without taking what is sent, or without ever sending
 * anything: what they hold is a socket, buffers, and whatever waits for the response to end. Node has
 * no deadline for the first, and looks for the second each 30 s. A client that does not read is reset:
 * closed in the usual way, it would be offered what the kernel holds for it for minutes.
 *
 * One timer looks at all connections; a byte that is sent costs nothing.
 *
 * @param open connections that the server has already
 */
export function watchConnections(
  server: Server,
  limits: Partial<ConnectionLimits> = {},
  open: readonly Socket[] = [],
): void {
  const { sweepMs, ...rules } = { ...LIMITS, ...limits };
  const connections = new Map<Socket, Watched>();
  // Stands still while this process does: what it did not look at is not held against its clients.
  let clockMs = 0;
  let lookedAt = performance.now();

  const watch = (socket: Socket): Watched => {
    const known = connections.get(socket);
    if (known) return known;
    const watched = startWatching(clockMs);
    connections.set(socket, watched);
    socket.once('close', () => connections.delete(socket));
    return watched;
  };

  const sweep = () => {
    const now = performance.now();
    clockMs += Math.min(now - lookedAt, 2 * sweepMs);
    lookedAt = now;
    const closed = { silent: 0, notReading: 0 };
    for (const [socket, watched] of connections) {
      const fault = look(socket, watched, clockMs, rules);
      if (!fault) continue;
      closed[fault] += 1;
      connections.delete(socket);
      if (fault === 'silent') socket.destroy();
      else socket.resetAndDestroy();
    }
    // One line for all, so that no number of clients fills the log.
    if (closed.silent + closed.notReading > 0) writeLogLine('connections_closed', closed);
  };

  for (const socket of open) watch(socket);
  server.on('connection', watch);
  server.prependListener(
    'request',
    ({ socket, url }: IncomingMessage, response: ServerResponse) => {
      const watched = watch(socket);
      const ofApi = API.test(url ?? '');
      if (watched.open === 0) Object.assign(watched, { askedAt: clockMs, ofApi });
      else watched.ofApi ||= ofApi;
      watched.open += 1;
      response.once('close', () => {
        watched.open -= 1;
      });
    },
  );
  const timer = setInterval(sweep, sweepMs).unref();
  // Only when the last connection is gone, not when the server stops to accept.
  server.once('close', () => clearInterval(timer));
}

function startWatching(now: number): Watched {
  return {
    openedAt: now,
    open: 0,
    askedAt: now,
    ofApi: false,
    owedSince: null,
    stalledSince: now,
    written: 0,
    queued: 0,
  };
}

function look(
  socket: Socket,
  watched: Watched,
  now: number,
  { silentMs, stalledMs, replyMs, downloadMs, lateMs }: Omit<ConnectionLimits, 'sweepMs'>,
): 'silent' | 'notReading' | null {
  if (socket.writableLength === 0) {
    watched.owedSince = null;
    const isSilent = socket.bytesRead === 0 && now - watched.openedAt >= silentMs;
    return isSilent ? 'silent' : null;
  }
  // What the kernel took: whole writes, and of the one under way what libuv no longer holds. What is
  // added to the queue meanwhile changes neither.
  const written = socket.bytesWritten - socket.writableLength;
  const queued = queuedByLibuv(socket);
  const isOwed = watched.owedSince !== null;
  if (!isOwed || written !== watched.written || queued !== watched.queued) {
    Object.assign(watched, { written, queued, stalledSince: now });
  }
  watched.owedSince ??= now;
  if (now - watched.stalledSince >= stalledMs) return 'notReading';
  const dueAt = watched.askedAt + (watched.ofApi ? replyMs() : downloadMs) + lateMs;
  const isLate = now >= dueAt && now - watched.owedSince >= lateMs;
  return isLate ? 'notReading' : null;
}

/** Node's own socket timeout goes by this figure too (net.Socket, `_onTimeout`); nothing public tells it. */
function queuedByLibuv(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? 0;
}
