import 'server-only';
import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { wireErrorOf } from '../wire-error.ts';
import { readCompletionChunk } from './completion-chunk.ts';
import { createUsageTally } from './usage-tally.ts';

/** How a reply ended. `spoke`: it has text, be it a refusal. */
export type ReplyEnd = { reason: FinishReason; usage?: Usage | undefined; spoke: boolean };

/** Collects what a reply's chunks say besides their text, and judges its end. */
type ReplyOutcome = {
  /** Takes one decoded chunk and returns its text. Throws what an error chunk says. */
  take: (chunk: unknown) => string;
  /** The model has said that it is finished: what breaks after this breaks nothing. */
  isFinished: () => boolean;
  /** The end of a reply that was not cut. */
  end: () => ReplyEnd;
};

/**
 * Throws `reply_empty` for an end without a word. `length` and `content_filter` explain themselves
 * also then: reasoning can use up the whole limit.
 */
export function requireText({ reason, spoke }: ReplyEnd): void {
  if (spoke || (reason !== 'stop' && reason !== 'tool_calls')) return;
  throw new StarlightError({
    kind: 'reply_empty',
    ...(reason === 'tool_calls' && { details: { reason } }),
  });
}

export function createReplyOutcome(): ReplyOutcome {
  let reason: FinishReason | null = null;
  const tally = createUsageTally();
  let written = 0;
  let refused = false;
  let spoke = false;

  return {
    take(value) {
      if (isErrorPayload(value)) throw toErrorEvent(value);
      const chunk = readCompletionChunk(value);
      if (!chunk) return '';
      tally.take(chunk.usage);
      written += chunk.written;
      reason = chunk.finishReason ?? reason;
      refused ||= chunk.refused;
      spoke ||= chunk.text !== '';
      return chunk.text;
    },
    isFinished: () => reason !== null,
    end() {
      const said = refused && (reason ?? 'stop') === 'stop' ? 'refusal' : (reason ?? 'stop');
      const usage = tally.end(written);
      return { reason: said, spoke, ...(usage && { usage }) };
    },
  };
}

function toErrorEvent(payload: unknown): StarlightError {
  const error = new StarlightError(classifyErrorEvent(payload));
  error.cause = wireErrorOf(payload);
  return error;
}
