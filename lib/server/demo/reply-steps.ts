import 'server-only';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import { membersOf, type ReplyMembers } from './samples/reply-members.ts';
import { searchTool } from './samples/search-the-web.ts';
import {
  type CompletionWriter,
  DONE_EVENT,
  type FinishReasonOnWire,
} from './stream/completion-bytes.ts';
import type { Pace } from './stream/pace.ts';
import type { StreamStep } from './stream/paced-stream.ts';
import { splitTokens } from './stream/split-tokens.ts';

const TRICKLE_MS = 2000;
const SEARCH_OUTPUT = 'Three pages of documentation.';
const CALL_ID = 'call_starlightdemo';

/** How a reply ends. */
export type ReplyEnding =
  | { type: 'complete'; finish: FinishReasonOnWire }
  /** `tail`: raw upstream events to send last, before the connection ends as `end` says. */
  | { type: 'broken'; tail: readonly string[]; end: 'close' | 'reset' | 'stall' }
  /** A word every two seconds, endlessly: only the reader's own deadline stops it. */
  | { type: 'trickle' };

/**
 * What a reply says, after what it thinks, and how it ends. A refusal replaces the text, and so does the call
 * of a function.
 */
export type PlannedReply = {
  thinking?: string | null;
  /** What it searches the web for, before it says anything. */
  query?: string | null;
  text: string;
  refusal: string | null;
  members?: ReplyMembers;
  call?: ToolCall;
  ending: ReplyEnding;
};

/** A reply that ends normally, or at the token limit, toward which its thinking counts. */
export function completeReply(
  { thinking, text }: { thinking: string | null; text: string },
  maxTokens: number,
): PlannedReply {
  const thoughts = splitTokens(thinking ?? '');
  const tokens = splitTokens(text);
  const isTooLong = thoughts.length + tokens.length > maxTokens;
  const said = tokens.slice(0, Math.max(0, maxTokens - thoughts.length)).join('');
  return {
    thinking: thoughts.slice(0, maxTokens).join('') || null,
    text: said,
    refusal: null,
    members: membersOf(said),
    ending: { type: 'complete', finish: isTooLong ? 'length' : 'stop' },
  };
}

/** A reply that asks to call a function, and says nothing. */
export function callingReply(call: ToolCall): PlannedReply {
  const ending = { type: 'complete', finish: 'tool_calls' } as const;
  return { text: '', refusal: null, call, ending };
}

/** The number of tokens in a reply, and of those that are thinking. */
export function countTokens({ thinking, text, refusal, call }: PlannedReply): {
  completion: number;
  reasoning: number;
} {
  const reasoning = splitTokens(thinking ?? '').length;
  const said = splitTokens(refusal ?? text).length + splitTokens(call?.arguments ?? '').length;
  return { completion: reasoning + said, reasoning };
}

/** The members of a complete message besides thinking and text. */
export function messageMembers({ members, call, query }: PlannedReply): object {
  return {
    ...(query && { executed_tools: [searchTool(query, SEARCH_OUTPUT)] }),
    ...(members && { annotations: members.annotations }),
    ...(members && members.images.length > 0 && { images: members.images }),
    ...(call && { tool_calls: [{ id: CALL_ID, type: 'function', function: call }] }),
  };
}

/** The deltas that come after the text: sources and images whole, the arguments of a call in pieces. */
function memberDeltas({ members, call }: PlannedReply): object[] {
  const { annotations = [], images = [] } = members ?? {};
  const begun = { index: 0, id: CALL_ID, type: 'function', function: { ...call, arguments: '' } };
  const pieces = splitTokens(call?.arguments ?? '').map((piece) => ({
    tool_calls: [{ index: 0, function: { arguments: piece } }],
  }));
  return [
    ...(annotations.length > 0 ? [{ annotations }] : []),
    ...images.map((image) => ({ content: '', images: [image] })),
    ...(call ? [{ tool_calls: [begun] }, ...pieces] : []),
  ];
}

/** The connection's steps for a streamed reply, one per event. */
export function* replySteps(
  reply: PlannedReply,
  { writer, pace, usageEvent }: { writer: CompletionWriter; pace: Pace; usageEvent: string | null },
): Generator<StreamStep, void> {
  const write = reply.refusal === null ? writer.content : writer.refusal;
  yield send(writer.role());
  let afterMs = 0;
  yield* searchSteps(reply, { writer, pace });
  for (const token of splitTokens(reply.thinking ?? '')) {
    yield send(writer.thinking(token), afterMs);
    afterMs = pace.tokenMs();
  }
  for (const token of splitTokens(reply.refusal ?? reply.text)) {
    yield send(write(token), afterMs);
    afterMs = pace.tokenMs();
  }
  for (const delta of memberDeltas(reply)) {
    yield send(writer.members(delta), afterMs);
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

function* searchSteps(
  { query }: PlannedReply,
  { writer, pace }: { writer: CompletionWriter; pace: Pace },
): Generator<StreamStep, void> {
  if (!query) return;
  yield send(writer.members({ executed_tools: [searchTool(query)] }));
  const done = searchTool(query, SEARCH_OUTPUT);
  yield send(writer.members({ executed_tools: [done] }), pace.searchMs());
}

function send(text: string, afterMs = 0): StreamStep {
  return { type: 'send', afterMs, text };
}
