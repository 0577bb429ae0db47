import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { joinContinuation } from '#lib/core/chat/join-continuation.ts';

/**
 * The events of a reply that continues `before`, without the model's repetitions (see
 * `joinContinuation`). Deltas may be delayed, but never past the event that ends the reply. Thoughts are no
 * part of it.
 */
export async function* joinEvents(
  events: AsyncGenerator<ChatEvent, void>,
  before: string,
): AsyncGenerator<ChatEvent, void> {
  const join = joinContinuation(before);
  try {
    for await (const event of events) {
      if (event.type === 'start' || event.type === 'thinking') {
        yield event;
        continue;
      }
      const text = event.type === 'delta' ? join.push(event.text) : join.end();
      if (text !== '') yield { type: 'delta', text };
      if (event.type !== 'delta') yield event;
    }
  } catch (error) {
    // Stopped by the visitor: the held text had arrived, so emit it.
    const text = join.end();
    if (text !== '') yield { type: 'delta', text };
    throw error;
  }
}
