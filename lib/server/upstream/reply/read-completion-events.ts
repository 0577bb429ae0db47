import 'server-only';
import { isDoneMarker } from '#lib/core/chat/is-done-marker.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ReplyPiece } from './read-message.ts';
import type { ReplyBytes } from './reply-bytes.ts';
import { createReplyOutcome, type ReplyEnd, type ReplyOutcome } from './reply-outcome.ts';
import { createSseReader } from './sse-reader.ts';

/** Events that arrived together, each decoded, and what they say, one piece per event that says anything. */
export type EventBatch = { events: unknown[]; pieces: ReplyPiece[] };

type CompletionEventOptions = {
  /** Called when events arrive. */
  onEvent?: (() => void) | undefined;
  /** The response is labeled an event stream. One without the label and without events is not an API. */
  isEventStream?: boolean | undefined;
  /** Whose API it is, if that is known. */
  provider?: ProviderId | null;
};

/**
 * Reads the events of a streamed chat completion (OpenAI API reference, "Streaming"). Lazy: it reads
 * only on demand.
 *
 * A reply is complete after a `finish_reason` or `[DONE]`; nothing after `[DONE]` is read. Throws
 * `reply_interrupted` for a truncated reply, `reply_invalid` for an event that is not JSON or longer
 * than 1 MB, and the failure that an error event or the finish reason describes; everything that arrived
 * before the failure is yielded first.
 */
export async function* readCompletionEvents(
  bytes: Pick<ReplyBytes, 'next' | 'release'>,
  { onEvent, isEventStream = true, provider = null }: CompletionEventOptions = {},
): AsyncGenerator<EventBatch, ReplyEnd> {
  const readEvents = createSseReader();
  const outcome = createReplyOutcome(provider);
  let hasEvents = isEventStream;
  try {
    for (;;) {
      const chunk = await nextChunk(bytes, outcome.isFinished);
      if (!chunk) break;
      const found = readEvents(chunk);
      if (found.length === 0) continue;
      hasEvents = true;
      onEvent?.();
      const { batch, done, failure } = takeEvents(found, outcome);
      if (batch.events.length > 0 || batch.pieces.length > 0) yield batch;
      if (failure) throw failure;
      if (done) return outcome.end();
    }
    if (outcome.isFinished()) return outcome.end();
    throw new StarlightError(hasEvents ? 'reply_interrupted' : 'not_an_api');
  } finally {
    bytes.release();
  }
}

/** The next bytes; null at the end, or when the connection breaks after the reply is complete. */
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
  outcome: Pick<ReplyOutcome, 'take' | 'failure'>,
): { batch: EventBatch; done: boolean; failure: StarlightError | null } {
  const batch: EventBatch = { events: [], pieces: [] };
  for (const data of found) {
    if (isDoneMarker(data)) return { batch, done: true, failure: null };
    if (data.trim() === '') continue;
    const value = parseJson(data);
    if (value === undefined) {
      return { batch, done: false, failure: new StarlightError('reply_invalid') };
    }
    const piece = outcome.take(value);
    if (isSaying(piece)) batch.pieces.push(piece);
    const failure = outcome.failure();
    if (failure) return { batch, done: false, failure };
    batch.events.push(value);
  }
  return { batch, done: false, failure: null };
}

function isSaying({ thinking, text, extras }: ReplyPiece): boolean {
  return thinking !== '' || text !== '' || extras !== undefined;
}
