import 'server-only';
import { isDoneMarker } from '#lib/core/chat/is-done-marker.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { outcomeOfDialect } from './outcome-of-dialect.ts';
import type { ReplyPiece } from './read-message.ts';
import type { ReplyBytes } from './reply-bytes.ts';
import type { ReplyEnd, ReplyOutcome } from './reply-outcome.ts';
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
  dialect?: ApiDialect | undefined;
  /** See `createSseReader`. */
  onLostImage?: (() => void) | null;
};

/**
 * Reads the events of a streamed reply (OpenAI API reference, "Streaming" of Chat Completions and
 * "Streaming events" of Responses). Lazy: it reads only on demand.
 *
 * A chat completion is complete after a `finish_reason` or `[DONE]`, and nothing after `[DONE]` is read; a
 * response is complete after the event that ends it, and nothing after that is read. Throws
 * `reply_interrupted` for a truncated reply, `reply_invalid` for an event that is not JSON or too long
 * (see `createSseReader`), and the failure that an error event or the finish reason describes; everything that arrived
 * before the failure is yielded first.
 */
export async function* readCompletionEvents(
  bytes: Pick<ReplyBytes, 'next' | 'release'>,
  options: CompletionEventOptions = {},
): AsyncGenerator<EventBatch, ReplyEnd> {
  const { onEvent, isEventStream = true, provider = null, dialect = 'chat' } = options;
  const readEvents = createSseReader(dialect, options.onLostImage);
  const outcome = outcomeOfDialect(dialect, provider);
  let hasEvents = isEventStream;
  let isOver = false;
  try {
    while (!isOver) {
      const chunk = await nextChunk(bytes, outcome.isFinished);
      if (!chunk) break;
      const found = readEvents(chunk);
      if (found.length === 0) continue;
      hasEvents = true;
      onEvent?.();
      const { batch, done, failure } = takeEvents(found, outcome);
      if (batch.events.length > 0 || batch.pieces.length > 0) yield batch;
      if (failure) throw failure;
      isOver = done;
    }
    if (!isOver && !outcome.isFinished()) {
      throw new StarlightError(hasEvents ? 'reply_interrupted' : 'not_an_api');
    }
    yield* restOf(outcome);
    return outcome.end();
  } finally {
    bytes.release();
  }
}

function restOf({ rest }: ReplyOutcome): EventBatch[] {
  const extras = rest?.() ?? [];
  return extras.length === 0 ? [] : [{ events: [], pieces: [{ thinking: '', text: '', extras }] }];
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
  outcome: Pick<ReplyOutcome, 'take' | 'failure' | 'isOver'>,
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
    if (outcome.isOver()) return { batch, done: true, failure: null };
  }
  return { batch, done: false, failure: null };
}

function isSaying({ thinking, text, extras }: ReplyPiece): boolean {
  return thinking !== '' || text !== '' || extras !== undefined;
}
