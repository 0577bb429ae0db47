import { addExtra } from '#lib/core/chat/add-extra.ts';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ChatLogEvent, ReplyChange } from '#lib/core/chat/chat-reducer.ts';
import { kindOfFinish } from '#lib/core/chat/finish-outcome.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { createThoughts } from './create-thoughts.ts';
import { loadCitations } from './open-chat-stream-when-loaded.ts';
import { paceFrames } from './pace-frames.ts';

type TurnOptions = {
  signal: AbortSignal;
  openStream: (
    request: TurnRequest,
    options: { signal: AbortSignal },
  ) => AsyncGenerator<ChatEvent, void>;
  dispatch: (event: ChatLogEvent) => void;
  /** Called with each version of the reply, to store it. */
  onUpdate: (reply: ChatMessage) => void;
  now?: () => number;
  /** Calls back in the next frame to draw, so that the deltas until then become one dispatch. */
  onNextFrame?: (callback: () => void) => void;
};

/**
 * Runs one turn: sends the request, extends the reply as it streams (one dispatch per frame that is drawn) and ends
 * it. A reply that so far is only thought about stays `waiting`. Returns the final reply: done, stopped by the visitor, or failed with the text received so far.
 * Never throws.
 */
export async function runTurn(
  initial: ChatMessage,
  request: TurnRequest,
  {
    signal,
    openStream,
    dispatch,
    onUpdate,
    now = Date.now,
    onNextFrame = paceFrames(),
  }: TurnOptions,
): Promise<ChatMessage> {
  let reply = initial;
  const thoughts = createThoughts(initial, now);
  // Only a continuation of a reply with sources needs it. Without it, numbers that two pages have lead nowhere.
  const citations = initial.sources ? (await loadCitations(signal))?.(initial) : null;
  let framePending = false;
  const flushFrame = () => {
    if (!framePending) return;
    framePending = false;
    dispatch({ type: 'grew', id: reply.id, ...contentOf(reply) });
  };
  const grow = (change: ReplyChange) => {
    reply = { ...reply, ...change };
    onUpdate(reply);
    if (framePending) return;
    framePending = true;
    onNextFrame(flushFrame);
  };
  const end = (change: ReplyChange): ChatMessage => {
    framePending = false;
    reply = { ...reply, ...thoughts.end(), ...citations?.end(), ...change };
    onUpdate(reply);
    const { text, thinking, thinkingMs, model, worstCase, moreRoom } = reply;
    const { sources, searches, toolCalls, images, reasoning } = reply;
    const extras = { sources, searches, toolCalls, images, reasoning };
    const ended = { ...change, text, thinking, thinkingMs, ...extras, model, worstCase, moreRoom };
    dispatch({ type: 'ended', id: reply.id, change: ended });
    return reply;
  };
  try {
    for await (const event of openStream(request, { signal })) {
      switch (event.type) {
        case 'start':
          reply = { ...reply, ...startedBy(event) };
          break;
        case 'delta':
          grow({
            ...thoughts.end(),
            status: 'streaming',
            ...(citations?.say(event.text) ?? { text: reply.text + event.text }),
          });
          break;
        case 'thinking':
          grow(thoughts.add(event.text));
          break;
        case 'reasoning':
          // That of a continuation is not for the whole text.
          if (initial.text === '') reply = { ...reply, reasoning: event.reasoning };
          break;
        case 'sources':
          grow(citations?.cite(event.sources) ?? addExtra(reply, event));
          break;
        case 'search':
        case 'tool_call':
        case 'image':
          grow({ ...addExtra(reply, event) });
          break;
        case 'done':
          return end(endedBy(event, reply, now));
        case 'error':
          return end({
            ...failedWith(event.error, now),
            ...(event.usage && { usage: event.usage }),
          });
      }
    }
  } catch {
    if (signal.aborted) return end({ status: 'stopped' });
    return end(failedWith(internalError(reply), now));
  }
  return end(failedWith(internalError(reply), now));
}

function contentOf({ status, text, thinking, thinkingMs, ...extras }: ChatMessage) {
  const { sources, searches, toolCalls, images } = extras;
  const more = { thinking, thinkingMs, sources, searches, toolCalls, images };
  const hasMore = Object.values(more).some((value) => value !== undefined);
  return hasMore ? { text, change: { status, ...more } } : { text };
}

function startedBy({
  model,
  requestId,
  worstCase,
  moreRoom,
}: Extract<ChatEvent, { type: 'start' }>) {
  return { model, requestId, ...(worstCase && { worstCase }), ...(moreRoom && { moreRoom }) };
}

function endedBy(
  event: Extract<ChatEvent, { type: 'done' }>,
  reply: ChatMessage,
  now: () => number,
): ReplyChange {
  const kind = kindOfFinish(event.reason);
  return {
    status: 'done',
    requestId: reply.requestId,
    usage: event.usage,
    notices: event.notices,
    ...(kind !== null && {
      error: {
        kind,
        status: 200,
        requestId: reply.requestId ?? 'none',
        ...reasonOf(event, reply),
      },
      failedAt: now(),
    }),
  };
}

/** What the words of the banner depend on. */
function reasonOf(
  { reason, usage }: Extract<ChatEvent, { type: 'done' }>,
  { text, thinking }: ChatMessage,
): Pick<ErrorBody, 'details'> {
  if (reason === 'tool_calls') return { details: { reason } };
  // OpenAI's models may think in secret, but the count tells it.
  const hasThought = thinking !== undefined || !!usage?.reasoningTokens;
  const isThinkingOnly = reason === 'length' && text === '' && hasThought;
  return isThinkingOnly ? { details: { reason: 'thinking_only' } } : {};
}

function failedWith(error: ErrorBody, now: () => number): ReplyChange {
  return { status: 'failed', error, failedAt: now(), requestId: error.requestId };
}

/** A bug in this code, not a connection failure: the turn still ends with a banner. */
function internalError(reply: ChatMessage): ErrorBody {
  return { kind: 'internal', status: 500, requestId: reply.requestId ?? 'none' };
}
