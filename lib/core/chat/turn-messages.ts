import type { ChatLog, ChatMessage } from './chat-log.ts';
import type { ChatRequest } from './chat-request.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import { nextSeq } from './conversation-tree.ts';
import { MOST_TOKENS } from './most-tokens.ts';
import type { TurnMessage, TurnRequest } from './turn-request.ts';

type NewMessageOptions = {
  id: string;
  now: number;
  /** Whether replies to the message may search the web. */
  webSearch?: boolean | undefined;
  /** The files it carries. */
  attachments?: ChatMessage['attachments'];
};

/** A user message that follows `parentId`. */
export function newUserMessage(
  log: ChatLog,
  text: string,
  parentId: string | null,
  { id, now, webSearch, attachments }: NewMessageOptions,
): ChatMessage {
  return {
    id,
    conversationId: log.conversationId,
    parentId,
    seq: nextSeq([...log.path, ...log.branches]),
    role: 'user',
    text,
    ...(webSearch && { webSearch }),
    ...(attachments?.length && { attachments }),
    status: 'done',
    createdAt: now,
  };
}

/** A pending reply; `model` is empty while none is known. */
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
    model: model || undefined,
    createdAt: now,
  };
}

/** The fields that restarting a reply resets. */
export const RESTARTED = {
  status: 'waiting',
  error: undefined,
  failedAt: undefined,
  usage: undefined,
  worstCase: undefined,
  notices: undefined,
  requestId: undefined,
  moreRoom: undefined,
  // A text that is continued is no longer the one it was for.
  reasoning: undefined,
} as const satisfies Partial<ChatMessage>;

/** What a reply's request asks for besides its messages and model: its own, and its conversation's. */
export function settingsOf(
  { reasoningEffort, mostRoom }: Pick<ChatMessage, 'reasoningEffort' | 'mostRoom'>,
  // Of a damaged record, no other member may get into a request.
  { instructions, temperature, maxOutputTokens }: ConversationSettings = {},
): Pick<ChatRequest, 'reasoningEffort' | keyof ConversationSettings> {
  return {
    ...(instructions !== undefined && { instructions }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(reasoningEffort && { reasoningEffort }),
    ...(mostRoom && { maxOutputTokens: MOST_TOKENS }),
  };
}

/** What a reply that starts over gives up. One that continues keeps it. */
export const STARTED_OVER = {
  thinking: undefined,
  thinkingMs: undefined,
  sources: undefined,
  searches: undefined,
  toolCalls: undefined,
  images: undefined,
} as const satisfies Partial<ChatMessage>;

/** How many of the oldest messages of `path` were left out to fit the model, and stay out. */
export function leftOutOf(path: readonly ChatMessage[]): number {
  return path.reduce((most, { leftOut = 0 }) => Math.max(most, leftOut), 0);
}

/**
 * The request for a reply to the last message of `path`; the turn id, and whether it searches the web,
 * are those of its user message.
 *
 * @param leftOut how many of the oldest messages not to send
 */
export function requestFor(
  path: readonly ChatMessage[],
  model: string,
  leftOut: number = leftOutOf(path),
): TurnRequest {
  const turn = path.findLast((message) => message.role === 'user');
  return {
    messages: toRequestMessages(path.slice(leftOut)),
    // Without one, the server's default.
    model: model || undefined,
    ...(turn?.webSearch && { webSearch: true }),
    ...(turn && { turnId: turn.id }),
  };
}

/** `details.reason` of a failure that the page detected without an answer from the server. */
export const UNANSWERED = 'unanswered';

/**
 * The request that retries the reply to the last message of `path`. If the connection broke, the server
 * may not have noticed yet and rejects a turn it still considers in progress; the turn id is then that
 * of the failed reply, which is the same in every tab.
 *
 * @param leftOut how many of the oldest messages not to send
 */
export function retryOf(
  failed: ChatMessage,
  path: readonly ChatMessage[],
  model: string,
  leftOut?: number,
): TurnRequest {
  const request = requestFor(path, model, leftOut);
  return failed.error?.details?.reason === UNANSWERED ? { ...request, turnId: failed.id } : request;
}

/**
 * The request that continues the last, cut-off message of `path`.
 *
 * @param turnId a new one: the server may not have noticed yet that the first part's connection broke,
 *   and rejects a turn it still considers in progress
 */
export function continuationOf(
  path: readonly ChatMessage[],
  model: string,
  turnId: string,
): TurnRequest {
  return { ...requestFor(path, model), turnId, continues: true };
}

/**
 * The messages sent to the model: the text of both sides, and what the visitor attached, in order. Failures are never included: an
 * empty reply is left out, and an interrupted one is sent as far as it arrived. So is all that a reply has
 * besides text: no provider takes its own images, calls and searches back in the words of another. What it
 * thought goes along only as the server sealed it.
 */
function toRequestMessages(path: readonly ChatMessage[]): TurnMessage[] {
  return path
    .filter((message) => message.text !== '' || message.attachments)
    .map(({ role, text, attachments, reasoning }) => ({
      role,
      content: text,
      ...(attachments && { attachments }),
      ...(reasoning && { reasoning }),
    }));
}
