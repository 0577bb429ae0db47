import * as z from 'zod/mini';
import {
  type Attachment,
  MAX_ATTACHMENTS,
  textFileSchema,
  withoutContent,
} from '../attachments/attachment.ts';
import type { ChatMessage, Conversation } from '../chat/chat-log.ts';
import { MAX_EXTRAS } from '../chat/extra-limits.ts';
import { sourceSchema, toolCallSchema } from '../chat/reply-extras.ts';

/** More than fits into a link, even of single letters. */
const MAX_MESSAGES = 5000;
const MAX_TITLE_LENGTH = 1000;

/** A file of a question: a text, or the name alone. */
const sharedFileSchema = z.partial(
  z.pick(textFileSchema, { name: true, text: true, origin: true }),
  {
    text: true,
    origin: true,
  },
);

const sharedMessageSchema = z.object({
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** There if the reply ended early. */
  incomplete: z.optional(z.literal(true)),
  sources: z.optional(z.array(sourceSchema).check(z.maxLength(MAX_EXTRAS.sources))),
  files: z.optional(z.array(sharedFileSchema).check(z.maxLength(MAX_ATTACHMENTS))),
  toolCalls: z.optional(z.array(toolCallSchema).check(z.maxLength(MAX_EXTRAS.toolCalls))),
});

/** What a link to a shared conversation contains (version 1). Unknown fields are dropped. */
export const sharedConversationSchema = z.object({
  title: z.string().check(z.maxLength(MAX_TITLE_LENGTH)),
  messages: z.array(sharedMessageSchema).check(z.minLength(1), z.maxLength(MAX_MESSAGES)),
});
export type SharedConversation = z.infer<typeof sharedConversationSchema>;
type SharedMessage = SharedConversation['messages'][number];
type SharedFile = z.infer<typeof sharedFileSchema>;

/**
 * What is shared of a conversation: what its visible path says. Thinking, usage, failures and request
 * IDs stay here, and so do pictures, which no link has room for: only their names are shared.
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
    ({ incomplete, files, ...message }, index): ChatMessage => ({
      ...message,
      ...(files && {
        attachments: files.map((file, at) => adoptedFile(file, `${idOf(index)}-${at}`)),
      }),
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
  const { role, text, model, status, sources, toolCalls, attachments = [] } = message;
  return {
    role,
    text,
    ...(role === 'assistant' && model !== undefined && { model }),
    ...(role === 'assistant' && status !== 'done' && { incomplete: true }),
    ...(sources && { sources: [...sources] }),
    ...(attachments.length > 0 && { files: attachments.map(sharedFileOf) }),
    ...(toolCalls && { toolCalls: [...toolCalls] }),
  };
}

function sharedFileOf(file: Attachment): SharedFile {
  if (file.type !== 'text') return { name: file.name };
  const { name, text, origin } = file;
  return { name, text, origin };
}

function adoptedFile({ name, text, origin = 'file' }: SharedFile, id: string): Attachment {
  return text === undefined
    ? withoutContent({ id, name })
    : { type: 'text', id, name, text, origin };
}
