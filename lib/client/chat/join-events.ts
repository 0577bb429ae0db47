import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { joinContinuation } from '#lib/core/chat/join-continuation.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';

/**
 * The events of a reply that continues `before`, without the model's repetitions (see
 * `joinContinuation`). Deltas may be delayed, and with them sources, whose offsets then count from the
 * start of `before`; never past the event that ends the reply. Nothing else has to do with the text.
 */
export async function* joinEvents(
  events: AsyncGenerator<ChatEvent, void>,
  before: string,
): AsyncGenerator<ChatEvent, void> {
  const join = joinContinuation(before);
  let arrived = 0;
  let emitted = 0;
  let held: Extract<ChatEvent, { type: 'sources' }>[] = [];

  /** The text, and the sources that waited for it. */
  function* release(text: string, isOver: boolean): Generator<ChatEvent, void> {
    emitted += text.length;
    if (text !== '') yield { type: 'delta', text };
    if (emitted === 0 && !isOver) return;
    const repeated = arrived - emitted;
    for (const event of held) {
      const sources = event.sources.map((source) => shifted(source, before.length, repeated));
      yield { ...event, sources };
    }
    held = [];
  }

  try {
    for await (const event of events) {
      if (event.type === 'delta') {
        arrived += event.text.length;
        yield* release(join.push(event.text), false);
      } else if (event.type === 'sources') {
        held.push(event);
        yield* release('', false);
      } else if (event.type === 'done' || event.type === 'error') {
        yield* release(join.end(), true);
        yield event;
      } else {
        yield event;
      }
    }
  } catch (error) {
    // Stopped by the visitor: what was held had arrived, so emit it.
    yield* release(join.end(), true);
    throw error;
  }
}

/** A source of a continuation; one for the repetition alone has no place in the joined text. */
function shifted(source: Source, length: number, repeated: number): Source {
  const { start, end, ...page } = source;
  if (end === undefined || end <= repeated) return page;
  const from = Math.max(0, (start ?? repeated) - repeated);
  return {
    ...page,
    ...(start !== undefined && { start: length + from }),
    end: length + end - repeated,
  };
}
