import 'server-only';
import type { ReplyContent } from './read-reply.ts';
import { requireWords } from './reply-outcome.ts';
import type { UpstreamEvent } from './upstream.ts';

export type DecodedEvent = Exclude<UpstreamEvent, { type: 'accepted' }>;

/**
 * Turns a completion into deltas and one `done`; deltas that arrived together come as one. Throws as
 * `readCompletionEvents` does, and `reply_empty` for a reply without a word.
 */
export async function* decodeReply(content: ReplyContent): AsyncGenerator<DecodedEvent, void> {
  if (content.shape === 'whole') {
    const { text, end } = content;
    requireWords(end);
    if (text !== '') yield { type: 'delta', text };
    return yield { type: 'done', reason: end.reason, usage: end.usage };
  }
  const { batches } = content;
  try {
    for (;;) {
      const { done, value } = await batches.next();
      if (done) {
        requireWords(value);
        return yield { type: 'done', reason: value.reason, usage: value.usage };
      }
      if (value.text !== '') yield { type: 'delta', text: value.text };
    }
  } finally {
    // Ends the reading of a consumer who stops early; without effect after the end.
    await batches.return({ reason: 'stop', spoke: false });
  }
}
