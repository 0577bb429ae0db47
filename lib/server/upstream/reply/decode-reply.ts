import 'server-only';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { extraWithoutKey } from '../secrets/extra-without-key.ts';
import type { KeyRemover } from '../secrets/key-remover.ts';
import type { UpstreamEvent } from '../upstream.ts';
import { showsImage } from './extras/read-images.ts';
import type { EventBatch } from './read-completion-events.ts';
import type { ReplyPiece } from './read-message.ts';
import type { ReplyContent } from './read-reply.ts';
import type { ReplyEnd } from './reply-outcome.ts';
import { createThinkingSplitter } from './thinking-splitter.ts';

type SpokenEvent = Extract<UpstreamEvent, { type: 'delta' | 'thinking' }> | ReplyExtra;
type DoneEvent = Extract<UpstreamEvent, { type: 'done' }>;
export type DecodedEvent = SpokenEvent | DoneEvent;

/** Turns a reply's batches into what the visitor sees. */
type ReplyDecoder = {
  /** What a batch says: its thinking first, then its text, then the rest. */
  take: (batch: EventBatch) => SpokenEvent[];
  /** What was held back as a possible start of a tag or the key, once no more will arrive. */
  flush: () => SpokenEvent[];
  /** The end of the reply, after `flush`. Throws for a reply without text or image that nothing explains. */
  end: (end: ReplyEnd) => DoneEvent;
};

/** Creates a decoder for one reply. The key is removed from thinking and text separately. */
export function createReplyDecoder(keyRemover: KeyRemover): ReplyDecoder {
  const splitter = createThinkingSplitter();
  let hasThinking = false;
  let hasText = false;
  let hasImage = false;

  const toEvents = ({ thinking, text }: ReplyPiece): SpokenEvent[] => {
    // Some models begin with a line break, and some think nothing but that.
    const thoughts = hasThinking ? thinking : thinking.trimStart();
    hasThinking ||= thoughts !== '';
    hasText ||= /\S/.test(text);
    return (
      [
        { type: 'thinking', text: keyRemover.next('thinking', thoughts) },
        { type: 'delta', text: keyRemover.next('delta', text) },
      ] as const
    ).filter((event) => event.text !== '');
  };

  return {
    take({ pieces }) {
      const all = { thinking: '', text: '' };
      for (const { thinking, text } of pieces) {
        const split = splitter.next(text);
        all.thinking += thinking + split.thinking;
        all.text += split.text;
      }
      const extras = pieces
        .flatMap((piece) => piece.extras ?? [])
        .flatMap((extra) => extraWithoutKey(extra, keyRemover) ?? []);
      hasImage ||= extras.some(showsImage);
      return [...toEvents(all), ...extras];
    },
    flush: () => [
      ...toEvents(splitter.flush()),
      ...keyRemover.flush().map(
        ({ field, text }): SpokenEvent => ({
          type: field === 'thinking' ? 'thinking' : 'delta',
          text,
        }),
      ),
    ],
    end(end) {
      if (!hasText && !hasImage) requireExplanation(end, hasThinking);
      return { type: 'done', ...end };
    },
  };
}

/**
 * Throws for a reply without text whose reason does not explain that; a filter can stop the first word.
 * A reply that is thinking alone is `reply_truncated` at the limit, and `reply_empty` otherwise.
 */
function requireExplanation({ reason, usage }: ReplyEnd, hasThinking: boolean): void {
  const endedByItself = reason === 'stop' || reason === 'tool_calls';
  if (!endedByItself && !(reason === 'length' && hasThinking)) return;
  const cause = reason === 'tool_calls' ? reason : hasThinking ? 'thinking_only' : null;
  const error = new StarlightError({
    kind: reason === 'length' ? 'reply_truncated' : 'reply_empty',
    ...(cause !== null && { details: { reason: cause } }),
  });
  error.usage = usage;
  throw error;
}

/** A completion in batches, even if it arrived as one document. */
export function batchesOf(content: ReplyContent): AsyncGenerator<EventBatch, ReplyEnd> {
  return content.shape === 'events' ? content.batches : documentBatch(content);
}

async function* documentBatch({
  value,
  piece,
  end,
}: Extract<ReplyContent, { shape: 'document' }>): AsyncGenerator<EventBatch, ReplyEnd> {
  yield { events: [value], pieces: [piece] };
  return end();
}
