import 'server-only';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { type ReplyLifetime, startReplyLifetime } from './reply-lifetime.ts';

/**
 * Begins a reply. Once there is a response, its body ends the reply's lifetime; if there is none,
 * everything the reply holds so far is released here.
 *
 * @param begin adds each resource to `lifetime.held` as soon as it acquires it
 * @throws what `begin` throws, unless the visitor has left
 */
export async function beginReply(
  visitorSignal: AbortSignal,
  totalMs: number,
  begin: (lifetime: ReplyLifetime) => Promise<Response>,
): Promise<Response> {
  using beginning = new DisposableStack();
  const lifetime = beginning.use(startReplyLifetime(visitorSignal, totalMs));
  try {
    const response = await begin(lifetime);
    beginning.move();
    return response;
  } catch (error) {
    if (lifetime.hasLeft()) return new Response(null, { status: CLIENT_GONE_STATUS });
    throw error;
  }
}
