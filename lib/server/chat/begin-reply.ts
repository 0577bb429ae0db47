import 'server-only';
import { CLIENT_GONE_STATUS } from '#lib/core/errors/error-kinds.ts';
import { type ReplyLifetime, startReplyLifetime } from './reply-lifetime.ts';

/**
 * Begins a reply. Once there is a response, its body ends the reply's life; where there is none,
 * whatever the reply held by then is let go of here.
 *
 * @param begin takes what the reply needs into `lifetime.held` as it gets it
 * @throws what `begin` throws, while there is a visitor to be told
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
