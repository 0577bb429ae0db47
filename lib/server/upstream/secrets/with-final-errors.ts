import 'server-only';
import type { EventBatch } from '../reply/read-completion-events.ts';
import type { ReplyEnd } from '../reply/reply-outcome.ts';

/** Passes a reply's batches through, and throws what `toFinal` makes of the error that ends them. */
export async function* withFinalErrors(
  batches: AsyncGenerator<EventBatch, ReplyEnd>,
  toFinal: (error: unknown) => unknown,
): AsyncGenerator<EventBatch, ReplyEnd> {
  try {
    return yield* batches;
  } catch (error) {
    throw toFinal(error);
  }
}
