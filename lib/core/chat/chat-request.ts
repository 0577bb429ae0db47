import * as z from 'zod/mini';
import { REASONING_EFFORTS } from '../models/reasoning-effort.ts';
import { MAX_INSTRUCTIONS_LENGTH, MAX_TEMPERATURE } from './conversation-settings.ts';
import { isImageDataUrl } from './image-data-url.ts';
import { MAX_MESSAGES } from './max-messages.ts';
import { MOST_TOKENS } from './most-tokens.ts';
import { sealedReasoningSchema } from './sealed-reasoning.ts';
import { turnIdSchema } from './turn-id.ts';

const MAX_PARTS = 20;

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    // Data URLs only: with a remote URL a visitor could make the upstream fetch any address.
    url: z.string().check(z.refine(isImageDataUrl)),
    detail: z.optional(z.enum(['auto', 'low', 'high'])),
  }),
});

const messageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.union([
    z.string(),
    z
      .array(z.discriminatedUnion('type', [textPart, imagePart]))
      .check(z.minLength(1), z.maxLength(MAX_PARTS)),
  ]),
  /** On a reply: what its model thought, as the server gave it. */
  reasoning: z.optional(sealedReasoningSchema),
});

/** Body of `POST /api/chat`. Unknown fields are rejected, so that a typo does not go unnoticed. */
const chatRequestSchema = z.strictObject({
  messages: z.array(messageSchema).check(z.minLength(1), z.maxLength(MAX_MESSAGES)),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** The visitor's own, after the operator's system prompt. */
  instructions: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_INSTRUCTIONS_LENGTH))),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(MAX_TEMPERATURE))),
  topP: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  maxOutputTokens: z.optional(z.int().check(z.minimum(1), z.maximum(MOST_TOKENS))),
  reasoningEffort: z.optional(z.enum(REASONING_EFFORTS)),
  /** Let the provider search the web, where the operator allows it. */
  webSearch: z.optional(z.boolean()),
  turnId: z.optional(turnIdSchema),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;
export type ChatRequestMessage = z.infer<typeof messageSchema>;

/** A valid request, or the path of the first invalid field (`messages[0].content`). */
type ParsedChatRequest = { ok: true; request: ChatRequest } | { ok: false; field: string };

/** Checks a decoded JSON body against the wire contract. Never throws. */
export function parseChatRequest(body: unknown): ParsedChatRequest {
  const parsed = chatRequestSchema.safeParse(body);
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, field: invalidField(parsed.error.issues[0]) };
}

/** The invalid field as a path a developer recognizes; `body` when no single field is at fault. */
function invalidField(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'body';
  const path = [...issue.path];
  if (issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined) path.push(issue.keys[0]);
  const text = path.reduce<string>((prefix, step) => {
    if (typeof step === 'number') return `${prefix}[${step}]`;
    return prefix === '' ? String(step) : `${prefix}.${String(step)}`;
  }, '');
  return text === '' ? 'body' : text;
}
