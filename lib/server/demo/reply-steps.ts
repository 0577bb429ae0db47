import 'server-only';
import {
  type CompletionWriter,
  DONE_EVENT,
  type FinishReasonOnWire,
} from './stream/completion-bytes.ts';
import type { Pace } from './stream/pace.ts';
import type { StreamStep } from './stream/paced-stream.ts';
import { splitTokens } from './stream/split-tokens.ts';

const TRICKLE_MS = 2000;

/** How a reply ends. */
export type ReplyEnding =
  | { type: 'complete'; finish: FinishReasonOnWire }
  /** `tail`: raw upstream events to send last, before the connection ends as `end` says. */
  | { type: 'broken'; tail: readonly string[]; end: 'close' | 'reset' | 'stall' }
  /** A word every two seconds, endlessly: only the reader's own deadline stops it. */
  | { type: 'trickle' };

/** The text of a reply and how it ends. A refusal replaces the text. */
export type PlannedReply = { text: string; refusal: string | null; ending: ReplyEnding };

/** A reply that ends normally, or at the token limit. */
export function completeReply(text: string, maxTokens: number): PlannedReply {
  const tokens = splitTokens(text);
  const isTooLong = tokens.length > maxTokens;
  return {
    text: isTooLong ? tokens.slice(0, maxTokens).join('') : text,
    refusal: null,
    ending: { type: 'complete', finish: isTooLong ? 'length' : 'stop' },
  };
}

/** The number of tokens in a reply. */
export function countTokens({ text, refusal }: PlannedReply): number {
  return splitTokens(refusal ?? text).length;
}

/** The connection's steps for a streamed reply, one per event. */
export function* replySteps(
  reply: PlannedReply,
  { writer, pace, usageEvent }: { writer: CompletionWriter; pace: Pace; usageEvent: string | null },
): Generator<StreamStep, void> {
  const write = reply.refusal === null ? writer.content : writer.refusal;
  yield send(writer.role());
  let afterMs = 0;
  for (const token of splitTokens(reply.refusal ?? reply.text)) {
    yield send(write(token), afterMs);
    afterMs = pace.tokenMs();
  }
  const { ending } = reply;
  switch (ending.type) {
    case 'complete':
      yield send(writer.finish(ending.finish), afterMs);
      if (usageEvent !== null) yield send(usageEvent);
      yield send(DONE_EVENT);
      break;
    case 'broken':
      for (const event of ending.tail) yield send(event);
      if (ending.end !== 'close') yield { type: ending.end };
      break;
    case 'trickle':
      for (;;) yield send(writer.content(' …'), TRICKLE_MS);
  }
}

function send(text: string, afterMs = 0): StreamStep {
  return { type: 'send', afterMs, text };
}
