import 'server-only';
import type { UpstreamEvent } from '../upstream.ts';
import type { EventBatch } from './read-completion-events.ts';
import type { ReplyContent } from './read-reply.ts';
import { type ReplyEnd, requireText } from './reply-outcome.ts';

export type DecodedEvent = Exclude<UpstreamEvent, { type: 'accepted' }>;

/** Turns a batch into what the visitor sees: one delta, or `done`; null for nothing. Throws `reply_empty`. */
export function decodeBatch({
  done,
  value,
}: IteratorResult<EventBatch, ReplyEnd>): DecodedEvent | null {
  if (!done) return value.text === '' ? null : { type: 'delta', text: value.text };
  requireText(value);
  return { type: 'done', reason: value.reason, usage: value.usage };
}

/** A completion in batches, even if it arrived as one document. */
export function batchesOf(content: ReplyContent): AsyncGenerator<EventBatch, ReplyEnd> {
  return content.shape === 'events' ? content.batches : documentBatch(content);
}

async function* documentBatch({
  value,
  text,
  end,
}: Extract<ReplyContent, { shape: 'document' }>): AsyncGenerator<EventBatch, ReplyEnd> {
  yield { events: [value], text };
  return end();
}
