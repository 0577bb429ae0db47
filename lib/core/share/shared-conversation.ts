import * as z from 'zod/mini';
import type { ChatMessage, Conversation } from '../chat/chat-log.ts';
import { MAX_EXTRAS } from '../chat/extra-limits.ts';
import { sourceSchema, toolCallSchema } from '../chat/reply-extras.ts';

/** More than fits into a link, even of single letters. */
const MAX_MESSAGES = 5000;
const MAX_TITLE_LENGTH = 1000;

const sharedMessageSchema = z.object({
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** There if the reply ended early. */
  incomplete: z.optional(z.literal(true)),
  sources: z.optional(z.array(sourceSchema).check(z.maxLength(MAX_EXTRAS.sources))),
  toolCalls: z.optional(z.array(toolCallSchema).check(z.maxLength(MAX_EXTRAS.toolCalls))),
});

/** What a link to a shared conversation contains (version 1). Unknown fields are dropped. */
export const sharedConversationSchema = z.object({
  title: z.string().check(z.maxLength(MAX_TITLE_LENGTH)),
  messages: z.array(sharedMessageSchema).check(z.minLength(1), z.maxLength(MAX_MESSAGES)),
});
export type SharedConversation = z.infer<typeof sharedConversationSchema>;
type SharedMessage = SharedConversation['messages'][number];

/**
 * What is shared of a conversation: what its visible path says. Thinking, usage, failures and request
 * IDs stay here, and so do pictures, which no link has room for.
 */
export function sharedConversationOf(
  title: string,
  path: readonly ChatMessage[],
): SharedConversation {
  return { title: title.slice(0, MAX_TITLE_LENGTH), messages: path.map(sharedMessageOf) };
}

/** A shared conversation as records of one's own, with IDs that depend on `key` alone. */
export function adoptShared(
  { title, messages }: SharedConversation,
  { key, now }: { key: string; now: number },
): { conversation: Conversation; messages: ChatMessage[] } {
  const conversationId = `shared-${key}`;
  const idOf = (index: number) => `${conversationId}-${index}`;
  const adopted = messages.map(
    ({ incomplete, ...message }, index): ChatMessage => ({
      ...message,
      id: idOf(index),
      conversationId,
      parentId: index === 0 ? null : idOf(index - 1),
      seq: index,
      status: incomplete ? 'stopped' : 'done',
      createdAt: now,
    }),
  );
  const conversation = {
    ...{ id: conversationId, title, renamed: false, model: null },
    ...{ leafId: idOf(messages.length - 1), createdAt: now, updatedAt: now },
  };
  return { conversation, messages: adopted };
}

function sharedMessageOf(message: ChatMessage): SharedMessage {
  const { role, text, model, status, sources, toolCalls } = message;
  return {
    role,
    text,
    ...(role === 'assistant' && model !== undefined && { model }),
    ...(role === 'assistant' && status !== 'done' && { incomplete: true }),
    ...(sources && { sources: [...sources] }),
    ...(toolCalls && { toolCalls: [...toolCalls] }),
  };
}
