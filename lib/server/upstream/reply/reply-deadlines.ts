import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { UpstreamCall, UpstreamDeadlines } from '../upstream.ts';

/**
 * The timers of one reply. The code that reads it reports progress; the timers abort `signal`.
 * Disposing stops them, and aborts the request if the reply is not finished.
 */
export type ReplyDeadlines = Disposable & {
  /** Aborted with a `StarlightError` when a deadline passes, or with the caller's own reason. */
  signal: AbortSignal;
  /** Milliseconds until the first event is due. */
  ttfbMs: number;
  /** A read from the upstream begins: its silence counts from now on. */
  reading: () => void;
  /** Bytes arrived: silence no longer counts, since a slow visitor may delay the next read. */
  arrived: () => void;
  /** The first event arrived: from now on, silence between bytes counts instead of the wait for it. */
  firstEvent: () => void;
  /** The reply is one document: only the total deadline applies from now on. */
  expectDocument: () => void;
  /** The whole reply was read: keep the connection for the next request. */
  finish: () => void;
};

/**
 * Starts the timers of one reply: `upstream_timeout` until the first event, `reply_stalled`
 * between bytes after it, `reply_timeout` for the whole reply.
 *
 * @param deadlines milliseconds
 * @param call its signal aborts immediately, with its own reason; its `ttfbMs` replaces the usual one
 */
export function startReplyDeadlines(
  deadlines: UpstreamDeadlines,
  call: Pick<UpstreamCall, 'signal' | 'ttfbMs'>,
): ReplyDeadlines {
  const { signal: callerSignal, ttfbMs = deadlines.ttfbMs } = call;
  const controller = new AbortController();
  const abortWithCaller = () => controller.abort(callerSignal.reason);
  if (callerSignal.aborted) abortWithCaller();
  else callerSignal.addEventListener('abort', abortWithCaller, { once: true });

  const expire = (kind: ErrorKind) => controller.abort(new StarlightError(kind));
  const total = setTimeout(expire, deadlines.totalMs, 'reply_timeout');
  const firstEvent = setTimeout(expire, ttfbMs, 'upstream_timeout');
  let idle: ReturnType<typeof setTimeout> | null = null;
  let isReading = false;
  let isFinished = false;

  return {
    signal: controller.signal,
    ttfbMs,
    reading() {
      isReading = true;
      // One timer, refreshed at each read: a new timer per chunk costs more than the chunk.
      idle?.refresh();
    },
    arrived() {
      isReading = false;
    },
    firstEvent() {
      if (idle) return;
      clearTimeout(firstEvent);
      idle = setTimeout(() => isReading && expire('reply_stalled'), deadlines.idleMs);
    },
    expectDocument() {
      clearTimeout(firstEvent);
    },
    finish() {
      isFinished = true;
    },
    [Symbol.dispose]() {
      clearTimeout(total);
      clearTimeout(firstEvent);
      if (idle) clearTimeout(idle);
      callerSignal.removeEventListener('abort', abortWithCaller);
      if (!isFinished) controller.abort(new Error('the reply was ended early'));
    },
  };
}
