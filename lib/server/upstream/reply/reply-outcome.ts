import 'server-only';
import type { FinishReason, Usage } from '#lib/core/chat/chat-events.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import type { CarriedReasoning } from '../reasoning/carried-reasoning.ts';
import { createDetailsCollector } from '../reasoning/collect-reasoning-details.ts';
import { wireErrorOf } from '../wire-error.ts';
import { readCompletionChunk, usageOf } from './completion-chunk.ts';
import { createPictureSplitter } from './extras/picture-splitter.ts';
import { createExtrasReader } from './extras/read-extras.ts';
import { messageOfChunk } from './first-choice.ts';
import type { ReplyPiece } from './read-message.ts';
import { failureOfEnding, isBrokenOff, type UpstreamEnding } from './upstream-ending.ts';
import { createUsageTally } from './usage-tally.ts';

/** How a reply ended. */
export type ReplyEnd = {
  reason: FinishReason;
  usage?: Usage | undefined;
  /** Some image could not be kept. */
  hasLostImage?: boolean | undefined;
  /** What its API wants back with it in later requests. */
  reasoning?: CarriedReasoning | undefined;
};

/** Collects what a reply's chunks contain besides what they say, and decides how the reply ended. */
export type ReplyOutcome = {
  /** Takes one decoded chunk and returns what it says, which an error chunk can do as well. */
  take: (chunk: unknown) => ReplyPiece;
  /** What is known only once no more chunks will arrive. */
  rest?: () => readonly ReplyExtra[];
  /** The failure an error chunk described: nothing after it counts. */
  failure: () => StarlightError | null;
  /** The model reported a finish reason: a broken connection no longer matters. */
  isFinished: () => boolean;
  /** Nothing after this is part of the reply, not even its usage: no more has to be read. */
  isOver: () => boolean;
  /** The end of a reply that was not cut off. Throws the failure that its chunks describe, if any. */
  end: () => ReplyEnd;
};

export function createReplyOutcome(provider: ProviderId | null = null): ReplyOutcome {
  let ending: UpstreamEnding | null = null;
  let failure: StarlightError | null = null;
  const tally = createUsageTally();
  let written = 0;
  let refused = false;
  const extras = createExtrasReader();
  const pictures = createPictureSplitter();
  const details = createDetailsCollector();

  return {
    take(value) {
      if (isErrorPayload(value)) failure ??= toErrorEvent(value, provider);
      tally.take(usageOf(value));
      const chunk = readCompletionChunk(value);
      const { thinking, text } = chunk ?? { thinking: '', text: '' };
      const found = extras.take(value, text);
      details.take(messageOfChunk(value));
      if (chunk) {
        written += chunk.written - pictures.next(text).removed;
        ending = laterEnding(ending, chunk.ending);
        refused ||= chunk.refused;
      }
      return { thinking, text, ...(found.length > 0 && { extras: found }) };
    },
    rest: extras.rest,
    failure: () => failure,
    isFinished: () => ending !== null,
    // The usage and `[DONE]` follow.
    isOver: () => false,
    end() {
      if (failure) throw failure;
      if (isBrokenOff(ending)) throw new StarlightError(failureOfEnding(ending));
      const reason = ending ?? 'stop';
      const usage = tally.end(written);
      const reasoning = details.end();
      return {
        reason: refused && reason === 'stop' ? 'refusal' : reason,
        ...(usage && { usage }),
        ...(extras.hasLostImage() && { hasLostImage: true }),
        ...(reasoning && { reasoning }),
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
