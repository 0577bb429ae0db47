import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { UpstreamDeadlines } from '../upstream.ts';

/**
 * The clocks of one reply. Whoever reads it tells them what happens; they abort `signal`. Their
 * disposal stops them, and ends the request itself where the reply is not finished.
 */
export type ReplyDeadlines = Disposable & {
  /** Aborted with a `StarlightError` when a deadline passes, or with the caller's own reason. */
  signal: AbortSignal;
  /** A read from the upstream begins: from now on its silence counts. */
  reading: () => void;
  /** Bytes came; what follows may take as long as a slow visitor needs. */
  arrived: () => void;
  /** The first event came: the wait for it is over, silence between bytes counts instead. */
  firstEvent: () => void;
  /** The reply comes as a whole: only the total deadline holds from now on. */
  expectWhole: () => void;
  /** All of the reply was read: its connection is kept for the next one. */
  finish: () => void;
};

/**
 * Starts the clocks of one reply: `upstream_timeout` until the first event, `reply_stalled`
 * between bytes after it, `reply_timeout` for the whole.
 *
 * @param deadlines milliseconds
 * @param callerSignal aborts at once, with its own reason
 */
export function startReplyDeadlines(
  deadlines: UpstreamDeadlines,
  callerSignal: AbortSignal,
): ReplyDeadlines {
  const controller = new AbortController();
  const abortWithCaller = () => controller.abort(callerSignal.reason);
  if (callerSignal.aborted) abortWithCaller();
  else callerSignal.addEventListener('abort', abortWithCaller, { once: true });

  const expire = (kind: ErrorKind) => controller.abort(new StarlightError(kind));
  const total = setTimeout(expire, deadlines.totalMs, 'reply_timeout');
  const firstEvent = setTimeout(expire, deadlines.ttfbMs, 'upstream_timeout');
  let idle: ReturnType<typeof setTimeout> | null = null;
  let waiting = false;
  let finished = false;

  return {
    signal: controller.signal,
    reading() {
      waiting = true;
      // One timer for the whole reply, set back at each read: a new one a chunk costs more than the chunk.
      idle?.refresh();
    },
    arrived() {
      waiting = false;
    },
    firstEvent() {
      if (idle) return;
      clearTimeout(firstEvent);
      idle = setTimeout(() => waiting && expire('reply_stalled'), deadlines.idleMs);
    },
    expectWhole() {
      clearTimeout(firstEvent);
    },
    finish() {
      finished = true;
    },
    [Symbol.dispose]() {
      clearTimeout(total);
      clearTimeout(firstEvent);
      if (idle) clearTimeout(idle);
      callerSignal.removeEventListener('abort', abortWithCaller);
      if (!finished) controller.abort(new Error('the reply was ended early'));
    },
  };
}
