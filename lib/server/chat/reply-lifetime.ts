import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type EndReply, registry } from '../registry.ts';

/** How long a reply lives: until it ends, its visitor leaves, its time is up, or the process stops. */
export type ReplyLifetime = {
  /**
   * Aborts the upstream. The reason is a `StarlightError` when the visitor is still there to be
   * told (`reply_timeout`, `server_restarting`).
   */
  signal: AbortSignal;
  /** The visitor is gone. */
  leave: () => void;
  hasLeft: () => boolean;
  /** Lets go of everything that the reply held. May be called more than once. */
  end: () => void;
};

/**
 * Starts the life of a reply.
 *
 * @param visitorSignal aborts when the visitor's connection closes
 * @param totalMs after which it ends in `reply_timeout`. The upstream's own deadlines stand still
 *   while a visitor does not read, and this one does not
 * @param onEnd called once
 */
export function startReplyLifetime(
  visitorSignal: AbortSignal,
  totalMs: number,
  onEnd: () => void,
): ReplyLifetime {
  const controller = new AbortController();
  const { openReplies } = registry();
  let left = false;
  let ended = false;
  const leave = () => {
    left = true;
    controller.abort(new Error('the visitor left'));
  };
  const endWith = (kind: ErrorKind) => controller.abort(new StarlightError(kind));
  const restart: EndReply = endWith;
  const deadline = setTimeout(endWith, totalMs, 'reply_timeout');
  openReplies.add(restart);
  if (visitorSignal.aborted) leave();
  else visitorSignal.addEventListener('abort', leave, { once: true });

  return {
    signal: controller.signal,
    leave,
    hasLeft: () => left,
    end() {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      openReplies.delete(restart);
      visitorSignal.removeEventListener('abort', leave);
      onEnd();
    },
  };
}
