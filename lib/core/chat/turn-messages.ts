import type { ChatLog, ChatMessage } from './chat-log.ts';
import type { ChatRequest, ChatRequestMessage } from './chat-request.ts';
import { nextSeq } from './conversation-tree.ts';

/** What a model is asked when its last message was cut off; never stored and never shown. */
export const CONTINUE_INSTRUCTION =
  'Your last message was cut off. Write only what is missing, from its very last character on, so that both together read as one text: repeat none of it, do not open a code block that is open already, and add no preamble and no apology.';

type NewMessageOptions = { id: string; now: number };

/** A user message that follows `parentId`. */
export function newUserMessage(
  log: ChatLog,
  text: string,
  parentId: string | null,
  { id, now }: NewMessageOptions,
): ChatMessage {
  return {
    id,
    conversationId: log.conversationId,
    parentId,
    seq: nextSeq([...log.path, ...log.branches]),
    role: 'user',
    text,
    status: 'done',
    createdAt: now,
  };
}

/** A reply that is waited for. */
export function newReply(
  log: ChatLog,
  parent: ChatMessage,
  model: string,
  { id, now }: NewMessageOptions,
): ChatMessage {
  const seq = Math.max(nextSeq([...log.path, ...log.branches]), parent.seq + 1);
  return {
    id,
    conversationId: log.conversationId,
    parentId: parent.id,
    seq,
    role: 'assistant',
    text: '',
    status: 'waiting',
    model,
    createdAt: now,
  };
}

/** What a reply that starts again forgets of its earlier end. */
export const RESTARTED = {
  status: 'waiting',
  error: undefined,
  failedAt: undefined,
  usage: undefined,
  notices: undefined,
  requestId: undefined,
} as const satisfies Partial<ChatMessage>;

/** How many of the oldest messages of `path` were left out once, to fit the model, and stay out. */
export function leftOutOf(path: readonly ChatMessage[]): number {
  return path.reduce((most, { leftOut = 0 }) => Math.max(most, leftOut), 0);
}

/**
 * The request for a reply to the last message of `path`; the turn is named by its user message.
 *
 * @param leftOut how many of the oldest messages not to send
 */
export function requestFor(
  path: readonly ChatMessage[],
  model: string,
  leftOut: number = leftOutOf(path),
): ChatRequest {
  const turn = path.findLast((message) => message.role === 'user');
  return {
    messages: toRequestMessages(path.slice(leftOut)),
    model,
    ...(turn && { turnId: turn.id }),
  };
}

/** `details.reason` of a failure that the page found out by itself, without a word from the server. */
export const UNANSWERED = 'unanswered';

/**
 * The request for another try at the reply to the last message of `path`. Where the connection broke,
 * the server may not have noticed yet and refuses a turn that it takes for being answered; the try is
 * then named by the reply that failed, which is the same in every tab.
 *
 * @param leftOut how many of the oldest messages not to send
 */
export function retryOf(
  failed: ChatMessage,
  path: readonly ChatMessage[],
  model: string,
  leftOut?: number,
): ChatRequest {
  const request = requestFor(path, model, leftOut);
  return failed.error?.details?.reason === UNANSWERED ? { ...request, turnId: failed.id } : request;
}

/**
 * The request that goes on with the last, cut-off message of `path`. The instruction comes last and as
 * the user's: several providers refuse a conversation that ends with the assistant's own words, and
 * what is said last is heeded most.
 *
 * @param turnId a new one: the server may not have noticed yet that the first part's connection broke,
 *   and refuses a turn that it takes for being answered
 */
export function continuationOf(
  path: readonly ChatMessage[],
  model: string,
  turnId: string,
): ChatRequest {
  const request = { ...requestFor(path, model), turnId };
  const instruction: ChatRequestMessage = { role: 'user', content: CONTINUE_INSTRUCTION };
  return { ...request, messages: [...request.messages, instruction] };
}

/**
 * What the model is sent: the words of both sides, in order. Failures are never part of it: a reply
 * that brought no text is left out, and of one that broke off only what arrived is sent.
 */
function toRequestMessages(path: readonly ChatMessage[]): ChatRequestMessage[] {
  return path
    .filter((message) => message.text !== '')
    .map((message) => ({ role: message.role, content: message.text }));
}
