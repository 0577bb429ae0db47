import 'server-only';
import * as z from 'zod/mini';
import { MAX_TOOL_CALLS } from './request-messages.ts';

// A conversation with a tool has several items for each message.
const MAX_ITEMS = 2 * MAX_TOOL_CALLS;
// OpenAI accepts 1,500 images in a request.
const MAX_PARTS = 2000;

const name = z.string().check(z.minLength(1), z.maxLength(256));
const id = z.string().check(z.minLength(1), z.maxLength(4096));
const status = z.optional(z.enum(['in_progress', 'completed', 'incomplete']));
const type = z.literal('message');

const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string() });
// Which URLs are allowed depends on the upstream; `parse-response-request.ts` checks it.
const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: z.string(),
  detail: z.optional(z.enum(['auto', 'low', 'high', 'original'])),
});
const outputText = z.strictObject({ type: z.literal('output_text'), text: z.string() });
const refusal = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });

const partsOf = <Part extends z.core.$ZodType>(part: Part) =>
  z.union([z.string(), z.array(part).check(z.maxLength(MAX_PARTS))]);
const textOrImages = partsOf(z.discriminatedUnion('type', [inputText, inputImage]));
const thoughtsOf = (type: 'summary_text' | 'reasoning_text') =>
  z
    .array(z.strictObject({ type: z.literal(type), text: z.string() }))
    .check(z.maxLength(MAX_PARTS));

const message = z.discriminatedUnion('role', [
  z.strictObject({
    type,
    role: z.enum(['system', 'developer']),
    content: partsOf(inputText),
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type,
    role: z.literal('user'),
    content: textOrImages,
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type,
    role: z.literal('assistant'),
    content: partsOf(z.discriminatedUnion('type', [outputText, refusal, inputText])),
    id: z.optional(id),
    status,
    phase: z.optional(z.enum(['commentary', 'final_answer'])),
  }),
]);

/* An item that was sent without a type is a message; see `drop-response-members.ts`. */
const item = z.discriminatedUnion('type', [
  message,
  z.strictObject({
    type: z.literal('function_call'),
    call_id: id,
    name,
    arguments: z.string(),
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type: z.literal('function_call_output'),
    call_id: id,
    output: textOrImages,
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type: z.literal('custom_tool_call'),
    call_id: id,
    name,
    input: z.string(),
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type: z.literal('custom_tool_call_output'),
    call_id: id,
    output: textOrImages,
    id: z.optional(id),
    status,
  }),
  z.strictObject({
    type: z.literal('reasoning'),
    summary: thoughtsOf('summary_text'),
    content: z.optional(thoughtsOf('reasoning_text')),
    encrypted_content: z.optional(z.string()),
    id: z.optional(id),
    status,
  }),
]);

/**
 * The `input` of a response: a text, or items as OpenAI documents them (API reference, "Create a model
 * response"), except for references to what OpenAI stores (files, earlier items) and for the calls of tools
 * that OpenAI runs. Inline files are refused too, since the size of a PDF does not bound its token count.
 */
export const responseInput = z.union([
  z.string(),
  z.array(item).check(z.minLength(1), z.maxLength(MAX_ITEMS)),
]);

export type ResponseInput = z.infer<typeof responseInput>;
