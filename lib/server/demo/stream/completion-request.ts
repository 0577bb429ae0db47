import 'server-only';
import * as z from 'zod/mini';
import { CONTINUE_INSTRUCTION } from '#lib/core/chat/continue-instruction.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { isReasoningEffort, type ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

const contentSchema = z.union([
  z.string(),
  z.array(
    z.looseObject({
      type: z.string(),
      text: z.optional(z.string()),
      image_url: z.optional(z.looseObject({ url: z.string() })),
    }),
  ),
  z.null(),
]);

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z
    .array(z.looseObject({ role: z.string(), content: z.optional(contentSchema) }))
    .check(z.minLength(1)),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(
    z.looseObject({
      include_usage: z.optional(z.boolean()),
      include_obfuscation: z.optional(z.boolean()),
    }),
  ),
  reasoning_effort: z.nullish(z.string()),
  max_tokens: z.nullish(z.int().check(z.minimum(1))),
  max_completion_tokens: z.nullish(z.int().check(z.minimum(1))),
  web_search_options: z.nullish(z.looseObject({})),
});

/** A message as the simulated model reads it: its text, and the URL of each attached picture. */
export type DemoMessage = { role: string; text: string; pictures: readonly string[] };

/** What the simulated upstream needs from `POST /v1/chat/completions`. */
export type CompletionRequest = {
  model: string;
  messages: DemoMessage[];
  stream: boolean;
  includeUsage: boolean;
  includeObfuscation: boolean;
  maxTokens: number;
  /** How much to think; undefined for the model's default, and for a word that is not known. */
  effort: ReasoningEffort | undefined;
  webSearch: boolean;
};

/** A request, or the name of the parameter that OpenAI would refuse (null: the body is not JSON). */
type ParsedCompletionRequest =
  | { ok: true; request: CompletionRequest }
  | { ok: false; parameter: string | null };

/** Reads the body of a chat completion. Never throws. */
export function parseCompletionRequest(body: string): ParsedCompletionRequest {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) {
    const [step] = parsed.error.issues[0]?.path ?? [];
    return { ok: false, parameter: step === undefined ? null : String(step) };
  }
  const { model, messages, stream, stream_options, ...rest } = parsed.data;
  return {
    ok: true,
    request: {
      model,
      messages: messages
        .map(({ role, content }) => toDemoMessage(role, content ?? null))
        // The simulated model continues its own last message without being told.
        .filter(({ text }) => text !== CONTINUE_INSTRUCTION),
      stream: stream ?? false,
      includeUsage: stream_options?.include_usage ?? false,
      includeObfuscation: stream_options?.include_obfuscation ?? true,
      effort: isReasoningEffort(rest.reasoning_effort) ? rest.reasoning_effort : undefined,
      webSearch: Boolean(rest.web_search_options),
      maxTokens: rest.max_completion_tokens ?? rest.max_tokens ?? Number.POSITIVE_INFINITY,
    },
  };
}

function toDemoMessage(role: string, content: z.infer<typeof contentSchema>): DemoMessage {
  if (content === null) return { role, text: '', pictures: [] };
  if (typeof content === 'string') return { role, text: content, pictures: [] };
  return {
    role,
    text: content.flatMap((part) => (part.type === 'text' ? (part.text ?? '') : [])).join('\n'),
    pictures: content.flatMap((part) =>
      part.type === 'image_url' ? (part.image_url?.url ?? '') : [],
    ),
  };
}
