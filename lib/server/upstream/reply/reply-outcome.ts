import 'server-only';
import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import { wireErrorOf } from '../wire-error.ts';
import { readCompletionChunk, usageOf } from './completion-chunk.ts';
import { failureOfEnding, isBrokenOff, type UpstreamEnding } from './upstream-ending.ts';
import { createUsageTally } from './usage-tally.ts';

/** How a reply ended. `hasText`: it has text, including a refusal. */
export type ReplyEnd = { reason: FinishReason; usage?: Usage | undefined; hasText: boolean };

/** Collects what a reply's chunks contain besides text, and decides how the reply ended. */
export type ReplyOutcome = {
  /** Takes one decoded chunk and returns its text, which an error chunk can have as well. */
  take: (chunk: unknown) => string;
  /** The failure an error chunk described: nothing after it counts. */
  failure: () => StarlightError | null;
  /** The model reported a finish reason: a broken connection no longer matters. */
  isFinished: () => boolean;
  /** The end of a reply that was not cut off. Throws the failure that its chunks describe, if any. */
  end: () => ReplyEnd;
};

/**
 * Throws `reply_empty` for a reply without text, unless its reason explains that: reasoning can use up
 * the whole limit, and a filter can stop the first word.
 */
export function requireText({ reason, hasText }: ReplyEnd): void {
  if (hasText || (reason !== 'stop' && reason !== 'tool_calls')) return;
  throw new StarlightError({
    kind: 'reply_empty',
    ...(reason === 'tool_calls' && { details: { reason } }),
  });
}

export function createReplyOutcome(provider: ProviderId | null = null): ReplyOutcome {
  let ending: UpstreamEnding | null = null;
  let failure: StarlightError | null = null;
  const tally = createUsageTally();
  let written = 0;
  let refused = false;
  let hasText = false;

  return {
    take(value) {
      if (isErrorPayload(value)) failure ??= toErrorEvent(value, provider);
      tally.take(usageOf(value));
      const chunk = readCompletionChunk(value);
      if (!chunk) return '';
      written += chunk.written;
      ending = laterEnding(ending, chunk.ending);
      refused ||= chunk.refused;
      hasText ||= chunk.text !== '';
      return chunk.text;
    },
    failure: () => failure,
    isFinished: () => ending !== null,
    end() {
      if (failure) throw failure;
      if (isBrokenOff(ending)) throw new StarlightError(failureOfEnding(ending));
      const reason = ending ?? 'stop';
      const usage = tally.end(written);
      return {
        reason: refused && reason === 'stop' ? 'refusal' : reason,
        hasText,
        ...(usage && { usage }),
      };
    },
  };
}

/**
 * Some servers repeat `stop` or a word of their own in every chunk, and some gateways add a `stop` of
 * their own at the end. So neither replaces an ending that says more.
 */
function laterEnding(
  before: UpstreamEnding | null,
  next: UpstreamEnding | null,
): UpstreamEnding | null {
  const saysLittle = next === 'stop' || next === 'unknown';
  const saidMore = before !== null && before !== 'stop' && before !== 'unknown';
  return next === null || (saysLittle && saidMore) ? before : next;
}

function toErrorEvent(payload: unknown, provider: ProviderId | null): StarlightError {
  const error = new StarlightError(classifyErrorEvent(payload, provider));
  error.cause = wireErrorOf(payload);
  return error;
}
