import * as z from 'zod/mini';
import { MAX_ID_LENGTH } from '../chat/new-id.ts';
import { replyImageSchema } from '../chat/reply-extras.ts';

/** The most files that one message carries. */
export const MAX_ATTACHMENTS = 10;
/** The longest text of a file, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 2_000_000;
const MAX_NAME_LENGTH = 200;
const MAX_SIDE = 20_000;

const id = z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH));
const name = z.string().check(z.maxLength(MAX_NAME_LENGTH));
const side = z.int().check(z.minimum(1), z.maximum(MAX_SIDE));

const pictureSchema = z.object({
  type: z.literal('picture'),
  id,
  name,
  url: replyImageSchema,
  width: side,
  height: side,
});

export const textFileSchema = z.object({
  type: z.literal('text'),
  id,
  name,
  text: z.string().check(z.maxLength(MAX_TEXT_LENGTH)),
  origin: z.catch(z.enum(['file', 'paste', 'pdf']), 'file'),
});

const absentSchema = z.object({ type: z.literal('absent'), id, name });

/**
 * A file that a message of the visitor's carries. A picture is a data URL, with its size in pixels.
 * `absent`: its content could not be kept.
 */
export const attachmentSchema = z.discriminatedUnion('type', [
  pictureSchema,
  textFileSchema,
  absentSchema,
]);
export type Attachment = z.infer<typeof attachmentSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export type TextFile = z.infer<typeof textFileSchema>;

/** What stands for an attachment where there is no room for its content. */
export function withoutContent({ id, name }: Pick<Attachment, 'id' | 'name'>): Attachment {
  return { type: 'absent', id, name };
}

/** How many characters an attachment takes to store. */
export function attachmentLength(attachment: Attachment): number {
  switch (attachment.type) {
    case 'picture':
      return attachment.url.length;
    case 'text':
      return attachment.text.length;
    case 'absent':
      return 0;
  }
}
