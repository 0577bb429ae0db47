import 'server-only';
import * as z from 'zod/mini';
import { isBase64 } from '#lib/core/chat/image-data-url.ts';
import { isSupportedAudio } from './is-supported-audio.ts';

// OpenAI accepts 1,500 images in a request.
const MAX_PARTS = 2000;
/** A message's tool calls; a reply's come back in the next request. */
export const MAX_TOOL_CALLS = 1000;

const name = z.string().check(z.minLength(1), z.maxLength(256));
const id = z.string().check(z.minLength(1), z.maxLength(4096));

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });
// Which URLs are allowed depends on the upstream; `parse-completion-request.ts` checks it.
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z.string(),
    detail: z.optional(z.enum(['auto', 'low', 'high', 'original'])),
  }),
});
const audioPart = z.strictObject({
  type: z.literal('input_audio'),
  input_audio: z
    .strictObject({
      data: z.string().check(z.refine(isBase64)),
      format: z.enum(['wav', 'mp3']),
    })
    .check(z.refine(isSupportedAudio, { path: ['data'] })),
});

const thinkingPart = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.array(textPart).check(z.maxLength(MAX_PARTS)),
});

const partsOf = <Part extends z.core.$ZodType>(part: Part) =>
  z.union([z.string(), z.array(part).check(z.maxLength(MAX_PARTS))]);
const texts = partsOf(textPart);

const functionCall = z.strictObject({ name, arguments: z.string() });
// Gemini refuses a tool result without the signature of the tool call.
const extraContent = z.strictObject({
  google: z.strictObject({ thought_signature: z.string() }),
});
const toolCall = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('function'),
    id,
    function: functionCall,
    extra_content: z.optional(extraContent),
  }),
  z.strictObject({
    type: z.literal('custom'),
    id,
    custom: z.strictObject({ name, input: z.string() }),
  }),
]);

/**
 * A message as OpenAI documents it for each role (API reference, "Create chat completion"), except for
 * references into the operator's account: files and earlier audio replies. Inline files are refused too,
 * since the size of a PDF does not bound its token count.
 *
 * Beyond the documentation: `name` on a tool message, which OpenAI's own examples send and Mistral
 * documents, and an assistant's reasoning, as `completion-fields.ts` relays it: without it, DeepSeek
 * refuses a tool result.
 */
export const requestMessage = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: texts, name: z.optional(name) }),
  z.strictObject({ role: z.literal('developer'), content: texts, name: z.optional(name) }),
  z.strictObject({
    role: z.literal('user'),
    content: partsOf(z.discriminatedUnion('type', [textPart, imagePart, audioPart])),
    name: z.optional(name),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.optional(
      z.nullable(partsOf(z.discriminatedUnion('type', [textPart, refusalPart, thinkingPart]))),
    ),
    name: z.optional(name),
    refusal: z.optional(z.string()),
    reasoning: z.optional(z.string()),
    reasoning_content: z.optional(z.string()),
    tool_calls: z.optional(z.array(toolCall).check(z.maxLength(MAX_TOOL_CALLS))),
    function_call: z.optional(functionCall),
  }),
  z.strictObject({
    role: z.literal('tool'),
    content: texts,
    tool_call_id: id,
    name: z.optional(name),
  }),
  z.strictObject({ role: z.literal('function'), content: z.nullable(z.string()), name }),
]);

export type RequestMessage = z.infer<typeof requestMessage>;
