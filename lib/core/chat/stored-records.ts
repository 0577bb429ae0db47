import * as z from 'zod/mini';
import { parseErrorBody } from '../errors/error-body.ts';
import { fieldOf } from '../json/field-of.ts';
import { noticeSchema, usageSchema } from './chat-events.ts';
import type { ChatMessage, Conversation } from './chat-log.ts';
import { conversationTitleFrom } from './conversation-tree.ts';
import { MAX_ID_LENGTH } from './new-id.ts';

const id = z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH));
const modelId = z.string().check(z.minLength(1), z.maxLength(100));
// Far beyond any clock and any conversation, and still far enough from the last Date (8.64e15) and from
// 2^53 to count up from.
const MAX_TIME = 8.64e14;
const MAX_SEQ = 1e12;
// A larger one is lowered, not refused: what is counted up from the largest must be read again.
const time = z.number().check(z.nonnegative(), z.overwrite(atMost(MAX_TIME)));
const seq = z.int().check(z.nonnegative(), z.overwrite(atMost(MAX_SEQ)));

/** What a message cannot be shown without, except its status: a word from a newer build costs no text. */
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

/** What a message can do without: a field that does not fit is dropped, and the message stays. */
const messageExtras = {
  failedAt: time,
  model: modelId,
  usage: usageSchema,
  notices: z.array(noticeSchema),
  requestId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  leftOut: seq,
} as const;
const EXTRA_NAMES = ['failedAt', 'model', 'usage', 'notices', 'requestId', 'leftOut'] as const;

const conversationSchema = z.object({
  id,
  title: z.string(),
  renamed: z.boolean(),
  model: z.nullable(modelId),
  leafId: z.nullable(id),
  createdAt: time,
  updatedAt: time,
});

/**
 * Reads a message as it lay in storage, where anything may have written it. Unknown fields are left out.
 * `null`: not a message that could be shown.
 */
export function parseStoredMessage(value: unknown): ChatMessage | null {
  const core = messageCore.safeParse(value);
  if (!core.success) return null;
  // What fits `messageCore` is an object, whose fields are all still unknown.
  return { ...core.data, ...extrasOf(value as Record<string, unknown>) };
}

/** Reads a conversation as it lay in storage; `null` when a field is missing or does not fit. */
export function parseStoredConversation(value: unknown): Conversation | null {
  return conversationSchema.safeParse(value).data ?? null;
}

/**
 * A conversation made from its messages, for when its own record is gone or cannot be read: they stay
 * reachable. `unreadable` is that record, of which a title is taken over if it has one.
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
    title: conversationTitleFrom(titleIn(unreadable) || (first?.text ?? '')),
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

/** Only the fields that are there are looked at: a long conversation opens in half the time. */
function extrasOf(record: Record<string, unknown>): Partial<ChatMessage> {
  const extras: Record<string, unknown> = {};
  for (const name of EXTRA_NAMES) {
    if (record[name] === undefined) continue;
    const parsed = messageExtras[name].safeParse(record[name]);
    if (parsed.success) extras[name] = parsed.data;
  }
  const error = parseErrorBody(record['error']);
  if (error) extras['error'] = error;
  // Each field came out of the schema of its name.
  return extras as Partial<ChatMessage>;
}
