import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { readCompletionChunk } from './completion-chunk.ts';
import { type EventBatch, readCompletionEvents } from './read-completion-events.ts';
import { openReplyBytes } from './reply-bytes.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';
import { createReplyOutcome, type ReplyEnd } from './reply-outcome.ts';
import { detectReplyShape, readWholeJson } from './reply-shape.ts';

/** A completion as it comes: in events, or as one document. */
export type ReplyContent =
  | { shape: 'events'; batches: AsyncGenerator<EventBatch, ReplyEnd> }
  | { shape: 'whole'; value: object; text: string; end: ReplyEnd };

/**
 * Reads the body of a 2xx. Resolves once it is known what it is; a document is then read whole.
 * Throws `reply_empty` for nothing, `not_an_api` for what is no completion, an error document as
 * what it says, and as `openReplyBytes` and `readCompletionEvents` do.
 */
export async function readReply(
  response: Response,
  deadlines: ReplyDeadlines,
): Promise<ReplyContent> {
  const bytes = openReplyBytes(response.body, deadlines);
  const shape = await detectReplyShape(bytes);
  switch (shape) {
    case 'empty':
      throw new StarlightError('reply_empty');
    case 'html':
      throw new StarlightError('not_an_api');
    case 'json':
      deadlines.expectWhole();
      return toWholeReply(await readWholeJson(bytes));
    case 'events': {
      const isEventStream = response.headers.get('content-type')?.includes('event-stream') ?? false;
      const onEvent = deadlines.firstEvent;
      return { shape, batches: readCompletionEvents(bytes, { onEvent, isEventStream }) };
    }
  }
}

function toWholeReply(value: unknown): ReplyContent {
  const outcome = createReplyOutcome();
  const text = outcome.take(value);
  if (!isRecord(value) || !readCompletionChunk(value)) throw new StarlightError('not_an_api');
  return { shape: 'whole', value, text, end: outcome.end() };
}
