import 'server-only';
import { addAbortListener } from 'node:events';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type EndReply, registry } from '../registry.ts';

/** How long a reply lives: until it ends, its visitor leaves, its time is up, or the process stops. */
export type ReplyLifetime = Disposable & {
  /**
   * Aborts the upstream. The reason is a `StarlightError` when the visitor is still there to be
   * told (`reply_timeout`, `server_restarting`).
   */
  signal: AbortSignal;
  /** What the reply holds (its slot, its turn, its upstream): let go of, the last first, at its end. */
  held: Pick<DisposableStack, 'use' | 'defer'>;
  /** The visitor is gone. */
  leave: () => void;
  hasLeft: () => boolean;
  /** Lets go of everything that the reply holds, as its disposal does. Only the first call counts. */
  end: () => void;
};

/**
 * Starts the life of a reply.
 *
 * @param visitorSignal aborts when the visitor's connection closes
 * @param totalMs after which it ends in `reply_timeout`. The upstream's own deadlines stand still
 *   while a visitor does not read, and this one does not
 */
export function startReplyLifetime(visitorSignal: AbortSignal, totalMs: number): ReplyLifetime {
  const controller = new AbortController();
  const held = new DisposableStack();
  const { openReplies } = registry();
  let left = false;
  const leave = () => {
    left = true;
    controller.abort(new Error('the visitor left'));
  };
  const endWith: EndReply & ((kind: ErrorKind) => void) = (kind: ErrorKind) =>
    controller.abort(new StarlightError(kind));

  held.adopt(setTimeout(endWith, totalMs, 'reply_timeout'), clearTimeout);
  openReplies.add(endWith);
  held.defer(() => openReplies.delete(endWith));
  held.use(addAbortListener(visitorSignal, leave));
  if (visitorSignal.aborted) leave();
  const end = () => held.dispose();
  return {
    signal: controller.signal,
    held,
    leave,
    hasLeft: () => left,
    end,
    [Symbol.dispose]: end,
  };
}
