import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { ReplyBytes } from './reply-bytes.ts';
import { createReplyOutcome, type ReplyEnd } from './reply-outcome.ts';
import { createSseReader } from './sse-reader.ts';

/** Events that arrived together, each decoded, and the text of them all. */
export type EventBatch = { events: unknown[]; text: string };

type CompletionEventOptions = {
  /** Called when events arrive. */
  onEvent?: (() => void) | undefined;
  /** The response calls itself an event stream; one that does not, and has no event, is none. */
  isEventStream?: boolean | undefined;
};

/**
 * Reads the events of a streamed chat completion (OpenAI API reference, "Streaming"). Pulled:
 * nothing is read before it is asked for.
 *
 * A reply counts as whole when it said `finish_reason` or `[DONE]`; what follows `[DONE]` is not
 * read. Throws `reply_interrupted` for one that was cut, `reply_invalid` for an event that is not
 * JSON or longer than 1 MB, and what an error event says; what came before that is yielded first.
 */
export async function* readCompletionEvents(
  bytes: Pick<ReplyBytes, 'next' | 'release'>,
  { onEvent, isEventStream = true }: CompletionEventOptions = {},
): AsyncGenerator<EventBatch, ReplyEnd> {
  const readEvents = createSseReader();
  const outcome = createReplyOutcome();
  let hasEvents = isEventStream;
  try {
    for (;;) {
      const chunk = await nextChunk(bytes, outcome.isFinished);
      if (!chunk) break;
      const found = readEvents(chunk);
      if (found.length === 0) continue;
      hasEvents = true;
      onEvent?.();
      const { batch, done, failure } = takeEvents(found, outcome.take);
      if (batch.events.length > 0) yield batch;
      if (failure) throw failure;
      if (done) return outcome.end();
    }
    if (outcome.isFinished()) return outcome.end();
    throw new StarlightError(hasEvents ? 'reply_interrupted' : 'not_an_api');
  } finally {
    bytes.release();
  }
}

/** The next bytes; null at the end, and also where the connection breaks after all was said. */
async function nextChunk(
  bytes: Pick<ReplyBytes, 'next'>,
  isFinished: () => boolean,
): Promise<Uint8Array | null> {
  try {
    return await bytes.next();
  } catch (error) {
    if (isFinished()) return null;
    throw error;
  }
}

function takeEvents(
  found: readonly string[],
  take: (value: unknown) => string,
): { batch: EventBatch; done: boolean; failure: unknown } {
  const batch: EventBatch = { events: [], text: '' };
  for (const data of found) {
    if (data === '[DONE]') return { batch, done: true, failure: null };
    if (data === '') continue;
    const value = parseJson(data);
    if (value === undefined) {
      return { batch, done: false, failure: new StarlightError('reply_invalid') };
    }
    try {
      batch.text += take(value);
      batch.events.push(value);
    } catch (error) {
      return { batch, done: false, failure: error };
    }
  }
  return { batch, done: false, failure: null };
}
