import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { KeyRemover } from '../secrets/key-remover.ts';
import type { UpstreamEvent } from '../upstream.ts';
import { createExtrasKeeper } from './extras/keep-extras.ts';
import { createPictureSplitter, type SplitText } from './extras/picture-splitter.ts';
import type { EventBatch } from './read-completion-events.ts';
import type { ReplyPiece } from './read-message.ts';
import type { ReplyContent } from './read-reply.ts';
import type { ReplyEnd } from './reply-outcome.ts';
import { createThinkingSplitter } from './thinking-splitter.ts';

type SpokenEvent = Extract<UpstreamEvent, { type: 'delta' | 'thinking' }> | ReplyExtra;
type ReasoningEvent = Extract<UpstreamEvent, { type: 'reasoning' }>;
type DoneEvent = Extract<UpstreamEvent, { type: 'done' }>;
export type DecodedEvent = SpokenEvent | ReasoningEvent | DoneEvent;

/** Turns a reply's batches into what the visitor sees. */
type ReplyDecoder = {
  /** What a batch says: its thinking first, then its text, then the rest. */
  take: (batch: EventBatch) => SpokenEvent[];
  /** What was held back as a possible start of a tag or the key, once no more will arrive. */
  flush: () => SpokenEvent[];
  /** An image was too long to be read: the reply says so at its end. */
  loseImage: () => void;
  /**
   * What a complete reply is to be sent back with. None for one that ended early: its reasoning may lack
   * what followed.
   */
  reasoning: (end: ReplyEnd) => ReasoningEvent[];
  /**
   * The end of the reply, after `flush`. Throws for a reply without text or image that nothing explains.
   *
   * @param notices what was changed to get the reply
   */
  end: (end: ReplyEnd, notices?: readonly Notice[]) => DoneEvent;
};

/** Creates a decoder for one reply. The key is removed from thinking and text separately. */
export function createReplyDecoder(keyRemover: KeyRemover): ReplyDecoder {
  const splitter = createThinkingSplitter();
  const pictures = createPictureSplitter();
  const keeper = createExtrasKeeper(keyRemover);
  let hasThinking = false;
  let hasText = false;
  let isImageLost = false;

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

  /** The rest of the text. Nothing but space is no reply. */
  const flushText = (): SpokenEvent[] => {
    const { thinking, text } = splitter.flush();
    const parts: SplitText[] = [pictures.next(text), pictures.flush()];
    const written = parts.map((part) => part.text).join('');
    const rest = hasText || /\S/.test(written) ? written : '';
    return [...toEvents({ thinking, text: rest }), ...parts.flatMap(keeper.keepPictures)];
  };

  return {
    take({ pieces }) {
      const all = { thinking: '', text: '' };
      for (const { thinking, text } of pieces) {
        const split = splitter.next(text);
        all.thinking += thinking + split.thinking;
        all.text += split.text;
      }
      const split = pictures.next(all.text);
      const found = keeper.keepPictures(split);
      const extras = pieces.flatMap((piece) => piece.extras ?? []).flatMap(keeper.keep);
      return [...toEvents({ ...all, text: split.text }), ...found, ...extras];
    },
    flush: () => [
      ...flushText(),
      ...keyRemover.flush().map(
        ({ field, text }): SpokenEvent => ({
          type: field === 'thinking' ? 'thinking' : 'delta',
          text,
        }),
      ),
    ],
    loseImage() {
      isImageLost = true;
    },
    reasoning({ reason, reasoning }) {
      if (!reasoning || reason !== 'stop') return [];
      const written = JSON.stringify(reasoning);
      return keyRemover.removeFrom(written) === written ? [{ type: 'reasoning', reasoning }] : [];
    },
    end({ hasLostImage, reasoning: _, ...end }, notices = []) {
      const isLost = hasLostImage || isImageLost || keeper.hasLostImage();
      if (!hasText && !isLost && !keeper.hasImage()) requireExplanation(end, hasThinking);
      const all: Notice[] = isLost ? [...notices, 'dropped_image'] : [...notices];
      return { type: 'done', ...end, ...(all.length > 0 && { notices: all }) };
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
  // OpenAI's models think in secret, but the count tells it.
  const hasThought = hasThinking || (usage?.reasoningTokens ?? 0) > 0;
  const cause = reason === 'tool_calls' ? reason : hasThought ? 'thinking_only' : null;
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
