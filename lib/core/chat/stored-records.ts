import * as z from 'zod/mini';
import { attachmentSchema, MAX_ATTACHMENTS } from '../attachments/attachment.ts';
import { parseErrorBody } from '../errors/error-body.ts';
import { fieldOf } from '../json/field-of.ts';
import { REASONING_EFFORTS } from '../models/reasoning-effort.ts';
import { MAX_REQUESTS } from './billed-requests.ts';
import { noticeSchema, usageSchema } from './chat-events.ts';
import type { ChatMessage, Conversation } from './chat-log.ts';
import { readConversationSettings } from './conversation-settings.ts';
import { conversationTitleFrom, titleSourceOf } from './conversation-tree.ts';
import { MAX_EXTRAS } from './extra-limits.ts';
import { MAX_ID_LENGTH } from './new-id.ts';
import { replyImageSchema, sourceSchema, toolCallSchema, webSearchSchema } from './reply-extras.ts';
import { sealedReasoningSchema } from './sealed-reasoning.ts';

const id = z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH));
const modelId = z.string().check(z.minLength(1), z.maxLength(100));
// Far beyond any clock and any conversation, yet far enough below the last Date (8.64e15) and 2^53 to
// count up from.
const MAX_TIME = 8.64e14;
const MAX_SEQ = 1e12;
// A larger number (for a seq: a larger safe integer) is clamped, not rejected: values counted up from
// the maximum must stay readable.
const time = z.number().check(z.nonnegative(), z.overwrite(atMost(MAX_TIME)));
const seq = z.int().check(z.nonnegative(), z.overwrite(atMost(MAX_SEQ)));

/** Required fields. The status and date have fallbacks, so that a newer build's value costs no text. */
const messageCore = z.object({
  id,
  conversationId: id,
  parentId: z.nullable(id),
  seq,
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  status: z.catch(
    z.enum(['waiting', 'streaming', 'done', 'stopped', 'interrupted', 'failed']),
    'interrupted',
  ),
  createdAt: z.catch(time, 0),
});

const billedRequestSchema = z.object({
  model: z.optional(modelId),
  usage: z.optional(usageSchema),
  worstCase: z.optional(usageSchema),
});

const UNREADABLE_FILE = { type: 'absent', id: 'unreadable', name: 'A file' } as const;

/** Optional fields: an invalid one is dropped, and the message stays. */
const messageExtras = {
  failedAt: time,
  thinking: z.string(),
  thinkingMs: time,
  reasoning: sealedReasoningSchema,
  sources: listOf(sourceSchema, MAX_EXTRAS.sources),
  webSearch: z.boolean(),
  searches: listOf(webSearchSchema, MAX_EXTRAS.searches),
  toolCalls: listOf(toolCallSchema, MAX_EXTRAS.toolCalls),
  // One that does not parse is shown as missing, and the others stay.
  attachments: listOf(z.catch(attachmentSchema, UNREADABLE_FILE), MAX_ATTACHMENTS),
  images: listOf(replyImageSchema, MAX_EXTRAS.images),
  model: modelId,
  usage: usageSchema,
  worstCase: usageSchema,
  earlierRequests: listOf(billedRequestSchema, MAX_REQUESTS),
  notices: z.array(noticeSchema),
  requestId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  leftOut: seq,
  reasoningEffort: z.enum(REASONING_EFFORTS),
  moreRoom: z.boolean(),
  mostRoom: z.boolean(),
} as const;
const EXTRA_NAMES = [
  ...(['failedAt', 'thinking', 'thinkingMs', 'reasoning', 'model'] as const),
  ...(['sources', 'webSearch', 'searches', 'toolCalls', 'images', 'attachments'] as const),
  ...(['usage', 'worstCase', 'earlierRequests', 'notices', 'requestId', 'leftOut'] as const),
  ...(['reasoningEffort', 'moreRoom', 'mostRoom'] as const),
] as const;

const conversationSchema = z.object({
  id,
  title: z.string(),
  renamed: z.boolean(),
  model: z.nullable(modelId),
  leafId: z.nullable(id),
  createdAt: time,
  updatedAt: time,
  pinned: z.catch(z.optional(z.boolean()), undefined),
  archived: z.catch(z.optional(z.boolean()), undefined),
  deletedAt: z.catch(z.optional(time), undefined),
  settings: z.optional(z.pipe(z.unknown(), z.transform(readConversationSettings))),
});

/**
 * Parses a message from storage, which anything may have written. Unknown fields are dropped.
 * `null`: not a message that can be shown.
 */
export function parseStoredMessage(value: unknown): ChatMessage | null {
  const core = messageCore.safeParse(value);
  if (!core.success) return null;
  // Anything that passes `messageCore` is an object, with fields that are still unknown.
  return { ...core.data, ...extrasOf(value as Record<string, unknown>) };
}

/** Parses a conversation from storage; `null` when a field is missing or invalid. */
export function parseStoredConversation(value: unknown): Conversation | null {
  return conversationSchema.safeParse(value).data ?? null;
}

/**
 * Rebuilds a conversation from its messages when its own record is missing or unreadable, so that they
 * stay reachable. `unreadable` is that record; its title is kept if there is one.
 */
export function recoverConversation(
  conversationId: string,
  messages: readonly ChatMessage[],
  unreadable?: unknown,
): Conversation {
  const times = messages.map((message) => message.createdAt);
  const first = messages.find((message) => message.role === 'user');
  return {
    id: conversationId,
    title: conversationTitleFrom(titleIn(unreadable) || titleSourceOf(first)),
    renamed: false,
    model: messages.findLast((message) => message.model !== undefined)?.model ?? null,
    leafId: null,
    createdAt: times.reduce((a, b) => Math.min(a, b), times[0] ?? 0),
    updatedAt: times.reduce((a, b) => Math.max(a, b), 0),
  };
}

function titleIn(record: unknown): string {
  const title = fieldOf(record, 'title');
  return typeof title === 'string' ? title : '';
}

function atMost(limit: number): (value: number) => number {
  return (value) => Math.min(value, limit);
}

/** A list that is cut, not rejected, where it is longer than `max`: another program may have written it. */
function listOf<T extends z.ZodMiniType>(item: T, max: number) {
  return z.array(item).check(z.overwrite((list) => list.slice(0, max)));
}

/** Parses only the fields that are present: a long conversation opens in half the time. */
function extrasOf(record: Record<string, unknown>): Partial<ChatMessage> {
  const extras: Record<string, unknown> = {};
  for (const name of EXTRA_NAMES) {
    if (record[name] === undefined) continue;
    const parsed = messageExtras[name].safeParse(record[name]);
    if (parsed.success) extras[name] = parsed.data;
  }
  const error = parseErrorBody(record['error']);
  if (error) extras['error'] = error;
  // Each field was parsed by the schema of the same name.
  return extras as Partial<ChatMessage>;
}
