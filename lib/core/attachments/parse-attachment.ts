import { type Attachment, attachmentSchema } from './attachment.ts';

/** Parses an attachment from storage or a file; null for anything else. Never throws. */
export function parseAttachment(value: unknown): Attachment | null {
  return attachmentSchema.safeParse(value).data ?? null;
}
