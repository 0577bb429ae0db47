import 'server-only';
import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { wireErrorOf } from '../wire-error.ts';
import { readCompletionChunk } from './completion-chunk.ts';
import { createUsageTally } from './usage-tally.ts';

/** How a reply ended. `hasText`: it has text, including a refusal. */
export type ReplyEnd = { reason: FinishReason; usage?: Usage | undefined; hasText: boolean };

/** Collects what a reply's chunks contain besides text, and decides how the reply ended. */
type ReplyOutcome = {
  /** Takes one decoded chunk and returns its text. Throws the failure an error chunk describes. */
  take: (chunk: unknown) => string;
  /** The model reported a finish reason: a broken connection no longer matters. */
  isFinished: () => boolean;
  /** The end of a reply that was not truncated. */
  end: () => ReplyEnd;
};

/**
 * Throws `reply_empty` for a reply without text, unless `length` or `content_filter` explains it:
 * reasoning can use up the whole limit.
 */
export function requireText({ reason, hasText }: ReplyEnd): void {
  if (hasText || (reason !== 'stop' && reason !== 'tool_calls')) return;
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
  let hasText = false;

  return {
    take(value) {
      if (isErrorPayload(value)) throw toErrorEvent(value);
      const chunk = readCompletionChunk(value);
      if (!chunk) return '';
      tally.take(chunk.usage);
      written += chunk.written;
      reason = chunk.finishReason ?? reason;
      refused ||= chunk.refused;
      hasText ||= chunk.text !== '';
      return chunk.text;
    },
    isFinished: () => reason !== null,
    end() {
      const finishReason =
        refused && (reason ?? 'stop') === 'stop' ? 'refusal' : (reason ?? 'stop');
      const usage = tally.end(written);
      return { reason: finishReason, hasText, ...(usage && { usage }) };
    },
  };
}

function toErrorEvent(payload: unknown): StarlightError {
  const error = new StarlightError(classifyErrorEvent(payload));
  error.cause = wireErrorOf(payload);
  return error;
}
