import 'server-only';
import * as z from 'zod/mini';
import { StarlightError } from '#lib/core/starlight-error.ts';

const MAX_MESSAGES = 2000;
// OpenAI takes 1,500 images in a request.
const MAX_PARTS = 2000;
const MAX_TOOLS = 1000;

const DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

const contentPart = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('refusal'), refusal: z.string() }),
  z.looseObject({
    type: z.literal('image_url'),
    image_url: z.looseObject({ url: z.string() }),
  }),
  z.looseObject({ type: z.literal('input_audio'), input_audio: z.unknown() }),
]);

const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.optional(
    z.nullable(z.union([z.string(), z.array(contentPart).check(z.maxLength(MAX_PARTS))])),
  ),
});

const outputLimit = z.optional(z.nullable(z.int().check(z.minimum(1))));
const anything = z.optional(z.unknown());

/**
 * What another program may ask for. Fields that only steer the reply pass as they are; those that
 * would choose for the operator what is paid or kept are ignored (`store`, `service_tier`, …); `n`
 * beyond 1 and fields that are not known are refused.
 */
const requestSchema = z.strictObject({
  messages: z.array(message).check(z.minLength(1), z.maxLength(MAX_MESSAGES)),
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(
    z.nullable(
      z.object({
        include_usage: z.optional(z.boolean()),
        include_obfuscation: z.optional(z.boolean()),
      }),
    ),
  ),
  max_tokens: outputLimit,
  max_completion_tokens: outputLimit,
  n: z.optional(z.nullable(z.literal(1))),
  tools: z.optional(
    z.array(z.looseObject({ type: z.enum(['function', 'custom']) })).check(z.maxLength(MAX_TOOLS)),
  ),
  frequency_penalty: anything,
  logit_bias: anything,
  logprobs: anything,
  parallel_tool_calls: anything,
  presence_penalty: anything,
  reasoning_effort: anything,
  response_format: anything,
  seed: anything,
  stop: anything,
  temperature: anything,
  tool_choice: anything,
  top_logprobs: anything,
  top_p: anything,
  user: anything,
  verbosity: anything,
});

const IGNORED_FIELDS = [
  'metadata',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'store',
];

export type TeamCompletionRequest = z.infer<typeof requestSchema>;

/**
 * Checks the body of `POST /v1/chat/completions`.
 *
 * @param options.allowRemoteImages whether an image may be named by its https address: OpenAI
 *   fetches it from its own network, another upstream perhaps from the operator's
 * @throws `invalid_request` with the name of the parameter
 */
export function parseCompletionRequest(
  body: unknown,
  { allowRemoteImages }: { allowRemoteImages: boolean },
): TeamCompletionRequest {
  const parsed = requestSchema.safeParse(withoutIgnored(body));
  if (!parsed.success) throw refusedParameter(parameterOf(parsed.error.issues[0]));
  const { messages } = parsed.data;
  const refused = messages.findIndex(
    ({ content }) =>
      Array.isArray(content) &&
      content.some(
        (part) =>
          part.type === 'image_url' && !isAllowedImage(part.image_url.url, allowRemoteImages),
      ),
  );
  if (refused !== -1) throw refusedParameter(`messages[${refused}].content`);
  return parsed.data;
}

function withoutIgnored(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !IGNORED_FIELDS.includes(name)),
  );
}

function isAllowedImage(url: string, allowRemote: boolean): boolean {
  return DATA_URL.test(url) || (allowRemote && url.startsWith('https://'));
}

function parameterOf(issue: z.core.$ZodIssue | undefined): string {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  const written = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return written.join('').replace(/^\./, '') || 'body';
}

function refusedParameter(parameter: string): StarlightError {
  // The names of a stranger's fields are held to the same pattern as an upstream's.
  const known = /^[A-Za-z][A-Za-z0-9_.[\]]{0,63}$/.test(parameter) ? parameter : 'body';
  return new StarlightError({ kind: 'invalid_request', details: { parameter: known } });
}
