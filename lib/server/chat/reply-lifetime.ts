import 'server-only';
import { addAbortListener } from 'node:events';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { type EndReply, registry } from '../registry.ts';

/** The lifetime of a reply: until it ends, its visitor leaves, its time is up, or the process stops. */
export type ReplyLifetime = Disposable & {
  /**
   * Aborts the upstream. The reason is a `StarlightError` (`reply_timeout`, `server_restarting`) if the
   * visitor is still connected and can be told.
   */
  signal: AbortSignal;
  /** The reply's resources (its slot, its turn, its upstream), released in reverse order at its end. */
  held: Pick<DisposableStack, 'use' | 'defer'>;
  /** Call when the visitor has left. */
  leave: () => void;
  hasLeft: () => boolean;
  /** Releases everything the reply holds, like disposing it. Only the first call counts. */
  end: () => void;
};

/**
 * Starts the lifetime of a reply.
 *
 * @param visitorSignal aborts when the visitor's connection closes
 * @param totalMs after which it ends with `reply_timeout`. Unlike the upstream's deadlines, this one
 *   keeps running while the visitor is not reading
 */
export function startReplyLifetime(visitorSignal: AbortSignal, totalMs: number): ReplyLifetime {
  const controller = new AbortController();
  const held = new DisposableStack();
  const { openReplies } = registry();
  let hasLeft = false;
  const leave = () => {
    hasLeft = true;
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
    hasLeft: () => hasLeft,
    end,
    [Symbol.dispose]: end,
  };
}
