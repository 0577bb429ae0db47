import * as z from 'zod/mini';
import { type ErrorBody, parseErrorBody } from '../errors/error-body.ts';
import { fieldOf } from '../json/field-of.ts';
import { isRecord } from '../json/is-record.ts';
import { parseJson } from '../json/parse-json.ts';
import { isReplyExtra, type ReplyExtra, replyExtraSchema } from './reply-extras.ts';
import { type SealedReasoning, sealedReasoningSchema } from './sealed-reasoning.ts';

/**
 * Why a reply ended. On the client, every reason but `stop` becomes an error kind. `unknown`: for a
 * reason that Starlight does not know.
 */
export const finishReasonSchema = z.enum([
  'stop',
  'length',
  'content_filter',
  'refusal',
  'tool_calls',
  'unknown',
]);
export type FinishReason = z.infer<typeof finishReasonSchema>;

const count = z.number().check(z.nonnegative());

/** Tokens counted by the upstream. */
export const usageSchema = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** The part of `inputTokens` that was read from the upstream's cache, which costs less. */
  cachedTokens: z.optional(count),
  /** The part of `outputTokens` that was thinking. */
  reasoningTokens: z.optional(count),
  /** What the upstream says that the reply cost, in US dollars. */
  costUsd: z.optional(count),
  /** How many searches of the web the reply ran, if that is known, and what they cost in US dollars. */
  searches: z.optional(count),
  searchUsd: z.optional(count),
});
export type Usage = z.infer<typeof usageSchema>;

/** Adjustments the server made to get a reply, noted below it. */
export const noticeSchema = z.enum([
  'renamed_max_tokens',
  'lowered_output_limit',
  'dropped_temperature',
  'dropped_top_p',
  'not_streamed',
  'dropped_reasoning_effort',
  'dropped_web_search',
  'dropped_image',
  'used_fallback',
]);
export type Notice = z.infer<typeof noticeSchema>;

/** One event in the `POST /api/chat` stream. Each reply ends with exactly one `done` or `error`. */
export type ChatEvent =
  /**
   * `worstCase`: the most tokens that can be billed, for the operator. `moreRoom`: the same request could
   * get a higher output limit.
   */
  | {
      type: 'start';
      requestId: string;
      model: string;
      worstCase?: Usage | undefined;
      moreRoom?: boolean | undefined;
    }
  | { type: 'delta'; text: string }
  /** What the model thinks before and between parts of its answer; older tabs ignore it. */
  | { type: 'thinking'; text: string }
  | ReplyExtra
  /** To be sent back with this reply, by a page that knows it. Shown nowhere. */
  | { type: 'reasoning'; reasoning: SealedReasoning }
  | {
      type: 'done';
      reason: FinishReason;
      usage?: Usage | undefined;
      notices?: Notice[] | undefined;
    }
  /** `usage`: what a reply cost that came to nothing. */
  | { type: 'error'; error: ErrorBody; usage?: Usage | undefined };

const startSchema = z.object({
  type: z.literal('start'),
  requestId: z.string(),
  model: z.string(),
  worstCase: z.optional(usageSchema),
  moreRoom: z.optional(z.boolean()),
});
const deltaSchema = z.object({ type: z.literal('delta'), text: z.string() });
const thinkingSchema = z.object({ type: z.literal('thinking'), text: z.string() });
const reasoningSchema = z.object({
  type: z.literal('reasoning'),
  reasoning: sealedReasoningSchema,
});
const doneSchema = z.object({
  type: z.literal('done'),
  // A newer server may know more reasons.
  reason: z.pipe(z.string(), z.catch(finishReasonSchema, 'unknown')),
  usage: z.optional(usageSchema),
  // A newer server may send notices unknown to this build.
  notices: z.optional(z.array(z.string())),
});

/** Writes one event as server-sent-event bytes (WHATWG HTML, 9.2). */
export function encodeChatEvent(event: ChatEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/**
 * Reads the data of one server-sent event.
 * `'ignored'`: a type unknown to this build, or an extra that a newer build writes differently. `'invalid'`: a violation of the contract.
 */
export function decodeChatEvent(data: string): ChatEvent | 'ignored' | 'invalid' {
  const value = parseJson(data);
  if (!isRecord(value) || !Object.hasOwn(value, 'type')) return 'invalid';
  if (isReplyExtra(value['type'])) return replyExtraSchema.safeParse(value).data ?? 'ignored';
  switch (value['type']) {
    case 'start':
      return startSchema.safeParse(value).data ?? 'invalid';
    case 'delta':
      return deltaSchema.safeParse(value).data ?? 'invalid';
    case 'thinking':
      return thinkingSchema.safeParse(value).data ?? 'invalid';
    case 'reasoning':
      // A newer server may seal it differently.
      return reasoningSchema.safeParse(value).data ?? 'ignored';
    case 'done': {
      const done = doneSchema.safeParse(value).data;
      if (!done) return 'invalid';
      const notices = done.notices?.flatMap((notice) => noticeSchema.safeParse(notice).data ?? []);
      return { ...done, notices };
    }
    case 'error': {
      const error = parseErrorBody(fieldOf(value, 'error'));
      if (!error) return 'invalid';
      const { data: usage } = usageSchema.safeParse(value['usage']);
      return { type: 'error', error, ...(usage && { usage }) };
    }
    default:
      return 'ignored';
  }
}
