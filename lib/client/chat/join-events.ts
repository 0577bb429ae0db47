import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { joinContinuation } from '#lib/core/chat/join-continuation.ts';

/**
 * The events of a reply that goes on from `before`, without what the model repeats of it (see
 * `joinContinuation`). Deltas may come later than they came, never after the event that ends the reply.
 */
export async function* joinEvents(
  events: AsyncGenerator<ChatEvent, void>,
  before: string,
): AsyncGenerator<ChatEvent, void> {
  const join = joinContinuation(before);
  try {
    for await (const event of events) {
      if (event.type === 'start') {
        yield event;
        continue;
      }
      const text = event.type === 'delta' ? join.push(event.text) : join.end();
      if (text !== '') yield { type: 'delta', text };
      if (event.type !== 'delta') yield event;
    }
  } catch (error) {
    // Stopped by the visitor: what was held back had come.
    const text = join.end();
    if (text !== '') yield { type: 'delta', text };
    throw error;
  }
}
