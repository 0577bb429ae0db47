import 'server-only';
import * as z from 'zod/mini';
import { dropMembers } from './drop-members.ts';
import { findUnwritableNumber } from './find-unwritable-number.ts';
import { isAllowedImage } from './is-allowed-image.ts';
import { issuePath, writePath } from './issue-path.ts';
import { RefusedParameterError } from './refused-parameter-error.ts';
import { type RequestMessage, requestMessage } from './request-messages.ts';
import { requestFormat, requestToolChoice, requestTools } from './request-tools.ts';

const MAX_MESSAGES = 2000;
const MAX_STOPS = 64;

const outputLimit = z.optional(z.int().check(z.minimum(1)));
const penalty = z.optional(z.number().check(z.minimum(-2), z.maximum(2)));
const flag = z.optional(z.boolean());

/**
 * What a client may request: the documented members that control the reply (OpenAI API reference,
 * "Create chat completion"), in their documented ranges. `drop-members.ts` lists what is dropped.
 * Everything else is refused, such as `n` above 1, audio output, predictions and web searches, which
 * would cost more than the reply.
 */
const requestSchema = z.strictObject({
  messages: z.array(requestMessage).check(z.minLength(1), z.maxLength(MAX_MESSAGES)),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  stream: flag,
  stream_options: z.optional(z.strictObject({ include_usage: flag, include_obfuscation: flag })),
  max_tokens: outputLimit,
  max_completion_tokens: outputLimit,
  n: z.optional(z.literal(1)),
  tools: z.optional(requestTools),
  tool_choice: z.optional(requestToolChoice),
  parallel_tool_calls: flag,
  response_format: z.optional(requestFormat),
  temperature: z.optional(z.number().check(z.minimum(0), z.maximum(2))),
  top_p: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  logit_bias: z.optional(
    z.record(
      z.string().check(z.regex(/^\d{1,9}$/)),
      z.number().check(z.minimum(-100), z.maximum(100)),
    ),
  ),
  logprobs: flag,
  top_logprobs: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  // `none` to `max` at OpenAI; other vendors use their own values.
  reasoning_effort: z.optional(z.string().check(z.regex(/^[a-z]{1,16}$/))),
  verbosity: z.optional(z.enum(['low', 'medium', 'high'])),
  seed: z.optional(z.int()),
  stop: z.optional(z.union([z.string(), z.array(z.string()).check(z.maxLength(MAX_STOPS))])),
  user: z.optional(z.string()),
});

export type TeamCompletionRequest = z.infer<typeof requestSchema>;

/**
 * Checks the body of `POST /v1/chat/completions`.
 *
 * @param options.allowRemoteImages whether images may be https URLs: OpenAI fetches them from its own
 *   network, but another upstream may fetch them from the operator's
 * @throws `invalid_request` with the path of the refused member
 */
export function parseCompletionRequest(
  body: unknown,
  { allowRemoteImages }: { allowRemoteImages: boolean },
): TeamCompletionRequest {
  const kept = dropMembers(body);
  const unwritable = findUnwritableNumber(kept);
  if (unwritable) throw new RefusedParameterError(writePath(unwritable));
  const parsed = requestSchema.safeParse(kept);
  if (!parsed.success) throw new RefusedParameterError(issuePath(parsed.error.issues[0]));
  parsed.data.messages.forEach((message, at) => {
    const refusedPart = findRefusedImage(message, allowRemoteImages);
    if (refusedPart !== -1) {
      throw new RefusedParameterError(`messages[${at}].content[${refusedPart}].image_url.url`);
    }
  });
  return parsed.data;
}

function findRefusedImage({ content }: RequestMessage, allowRemote: boolean): number {
  if (!Array.isArray(content)) return -1;
  return content.findIndex(
    (part) => part.type === 'image_url' && !isAllowedImage(part.image_url.url, allowRemote),
  );
}
