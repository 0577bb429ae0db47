import type { ChatLog, ChatMessage } from './chat-log.ts';
import type { ChatRequest, ChatRequestMessage } from './chat-request.ts';
import { nextSeq } from './conversation-tree.ts';
import { toRequestMessages } from './request-messages.ts';

const CONTINUE_INSTRUCTION =
  'Your last message was cut off. Go on from exactly where it stopped: no repetition, no preamble, no apology.';

export type NewMessageOptions = { id: string; now: number };

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

/** The request for a reply to the last message of `path`; the turn is named by its user message. */
export function requestFor(path: readonly ChatMessage[], model: string): ChatRequest {
  const turn = path.findLast((message) => message.role === 'user');
  return {
    messages: toRequestMessages(path),
    model,
    ...(turn && { turnId: turn.id }),
  };
}

/** The request that goes on with the last, cut-off message of `path`. */
export function continuationOf(path: readonly ChatMessage[], model: string): ChatRequest {
  const request = requestFor(path, model);
  const instruction: ChatRequestMessage = { role: 'system', content: CONTINUE_INSTRUCTION };
  return { ...request, messages: [instruction, ...request.messages] };
}
