import 'server-only';
import * as z from 'zod/mini';
import { audioIsBounded } from './audio-is-bounded.ts';

// OpenAI takes 1,500 images in a request.
const MAX_PARTS = 2000;
const MAX_CALLS = 1000;

const name = z.string().check(z.minLength(1), z.maxLength(256));
const id = z.string().check(z.minLength(1), z.maxLength(4096));

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });
// Which addresses are allowed is the upstream's matter: `parse-completion-request.ts`.
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
      data: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
      format: z.enum(['wav', 'mp3']),
    })
    .check(z.refine(audioIsBounded, { path: ['data'] })),
});

const thinkingPart = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.array(textPart).check(z.maxLength(MAX_PARTS)),
});

const partsOf = <Part extends z.core.$ZodType>(part: Part) =>
  z.union([z.string(), z.array(part).check(z.maxLength(MAX_PARTS))]);
const texts = partsOf(textPart);

const called = z.strictObject({ name, arguments: z.string() });
// Gemini refuses a tool's answer without the signature that came with its call.
const extraContent = z.strictObject({
  google: z.strictObject({ thought_signature: z.string() }),
});
const toolCall = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('function'),
    id,
    function: called,
    extra_content: z.optional(extraContent),
  }),
  z.strictObject({
    type: z.literal('custom'),
    id,
    custom: z.strictObject({ name, input: z.string() }),
  }),
]);

/**
 * A message as OpenAI documents it for each role (API reference, "Create chat completion"), without
 * what names something in the operator's account: files, and earlier replies in sound. Files that come
 * along are not taken either, as what a PDF unfolds to has nothing to do with its bytes.
 *
 * More than is documented: `name` on a tool's message, which OpenAI's own examples send and Mistral
 * documents, and what an assistant thought, as `completion-fields.ts` relays it: without it DeepSeek
 * refuses a tool's answer.
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
    tool_calls: z.optional(z.array(toolCall).check(z.maxLength(MAX_CALLS))),
    function_call: z.optional(called),
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
