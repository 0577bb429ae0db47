import 'server-only';
import * as z from 'zod/mini';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { dropResponseMembers } from './drop-response-members.ts';
import { explainResponseRefusal } from './explain-response-refusal.ts';
import { findUnwritableNumber } from './find-unwritable-number.ts';
import { isAllowedImage } from './is-allowed-image.ts';
import { issuePath, writePath } from './issue-path.ts';
import { RefusedParameterError } from './refused-parameter-error.ts';
import { type ResponseInput, responseInput } from './response-input.ts';
import { responseText, responseToolChoice, responseTools } from './response-tools.ts';

const flag = z.optional(z.boolean());
const summary = z.optional(z.enum(['auto', 'concise', 'detailed']));

/**
 * What a client may request: the documented members that control the reply (OpenAI API reference, "Create
 * a model response"), in their documented ranges. `drop-response-members.ts` lists what is dropped.
 * Everything else is refused, such as compaction, moderation and `reasoning.mode: "pro"`, which would cost
 * more than the reply, and what OpenAI would store; `explain-response-refusal.ts` says what to send instead.
 */
const requestSchema = z.strictObject({
  input: responseInput,
  instructions: z.optional(z.string()),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  stream: flag,
  stream_options: z.optional(z.strictObject({ include_obfuscation: flag })),
  max_output_tokens: z.optional(z.int().check(z.minimum(1))),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(2))),
  top_p: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  top_logprobs: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  tools: z.optional(responseTools),
  tool_choice: z.optional(responseToolChoice),
  parallel_tool_calls: flag,
  text: z.optional(responseText),
  reasoning: z.optional(
    z.strictObject({
      // `none` to `max` at OpenAI; other vendors use their own values.
      effort: z.optional(z.string().check(z.regex(/^[a-z]{1,16}$/))),
      summary,
      generate_summary: summary,
      context: z.optional(z.enum(['auto', 'current_turn', 'all_turns'])),
      mode: z.optional(z.literal('standard')),
    }),
  ),
  include: z.optional(
    z
      .array(z.enum(['reasoning.encrypted_content', 'message.output_text.logprobs']))
      .check(z.maxLength(2)),
  ),
  truncation: z.optional(z.enum(['auto', 'disabled'])),
  background: z.optional(z.literal(false)),
  user: z.optional(z.string()),
});

export type TeamResponseRequest = z.infer<typeof requestSchema>;

/**
 * Checks the body of `POST /v1/responses`.
 *
 * @param options.allowRemoteImages see `parseCompletionRequest`
 * @throws `RefusedParameterError` with the path of the refused member
 */
export function parseResponseRequest(
  body: unknown,
  { allowRemoteImages }: { allowRemoteImages: boolean },
): TeamResponseRequest {
  const kept = dropResponseMembers(body);
  const unwritable = findUnwritableNumber(kept);
  if (unwritable) throw new RefusedParameterError(writePath(unwritable));
  const refusal = explainResponseRefusal(kept);
  if (refusal) throw new RefusedParameterError(writePath(refusal.path), refusal.advice);
  const parsed = requestSchema.safeParse(kept);
  if (!parsed.success) throw new RefusedParameterError(issuePath(parsed.error.issues[0]));
  const image = findRefusedImage(parsed.data.input, allowRemoteImages);
  if (image) throw new RefusedParameterError(writePath(image));
  return parsed.data;
}

function findRefusedImage(input: ResponseInput, allowRemote: boolean): (string | number)[] | null {
  if (typeof input === 'string') return null;
  for (const [at, item] of input.entries()) {
    for (const name of ['content', 'output']) {
      const parts = fieldOf(item, name);
      if (!Array.isArray(parts)) continue;
      const refused = parts.findIndex((part: unknown) => {
        const url = fieldOf(part, 'image_url');
        return typeof url === 'string' && !isAllowedImage(url, allowRemote);
      });
      if (refused !== -1) return ['input', at, name, refused, 'image_url'];
    }
  }
  return null;
}
