import * as z from 'zod/mini';
import { isImageDataUrl } from './image-data-url.ts';

/** The longest data URL of an image in a reply, in characters: about 6 MB of picture. */
export const MAX_IMAGE_URL_LENGTH = 8_000_000;

const MAX_URL_LENGTH = 2000;
const MAX_TITLE_LENGTH = 300;
export const MAX_QUERY_LENGTH = 300;
export const MAX_NAME_LENGTH = 100;
export const MAX_ARGUMENTS_LENGTH = 20_000;

const offset = z.int().check(z.nonnegative());

/**
 * A page that a reply cites. `start` and `end` are the part of the reply's text that it supports, in
 * UTF-16 code units from its start; absent if the upstream does not say it. `number` is the one by which the
 * text refers to it (`[1]`); absent if the upstream numbers none.
 */
export const sourceSchema = z.object({
  url: z.string().check(z.maxLength(MAX_URL_LENGTH), z.regex(/^https:\/\/[^\s]+$/)),
  title: z.optional(z.string().check(z.maxLength(MAX_TITLE_LENGTH))),
  start: z.optional(offset),
  end: z.optional(offset),
  number: z.optional(z.int().check(z.positive())),
});
export type Source = z.infer<typeof sourceSchema>;

/** A search of the web that the provider runs while it replies. */
export const webSearchSchema = z.object({
  status: z.enum(['searching', 'done']),
  query: z.optional(z.string().check(z.maxLength(MAX_QUERY_LENGTH))),
});
export type WebSearch = z.infer<typeof webSearchSchema>;

/** A function that the model asked to call. Starlight never runs it. `arguments` is text, usually JSON. */
export const toolCallSchema = z.object({
  name: z.string().check(z.maxLength(MAX_NAME_LENGTH)),
  arguments: z.string().check(z.maxLength(MAX_ARGUMENTS_LENGTH)),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** An image that the model made, as a data URL. */
export const replyImageSchema = z
  .string()
  .check(z.maxLength(MAX_IMAGE_URL_LENGTH), z.refine(isImageDataUrl));

const sourcesEvent = z.object({ type: z.literal('sources'), sources: z.array(sourceSchema) });
const searchEvent = z.object({ type: z.literal('search'), search: webSearchSchema });
const toolCallEvent = z.object({ type: z.literal('tool_call'), call: toolCallSchema });
const imageEvent = z.object({ type: z.literal('image'), url: replyImageSchema });

/** What a reply contains besides thinking and text. Older tabs ignore all of it. */
export const replyExtraSchema = z.discriminatedUnion('type', [
  sourcesEvent,
  searchEvent,
  toolCallEvent,
  imageEvent,
]);
export type ReplyExtra = z.infer<typeof replyExtraSchema>;

/** Whether a type of event is one of an extra. */
export function isReplyExtra(type: unknown): type is ReplyExtra['type'] {
  return type === 'sources' || type === 'search' || type === 'tool_call' || type === 'image';
}
