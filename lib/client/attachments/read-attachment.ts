import {
  type Attachment,
  attachmentSchema,
  MAX_TEXT_LENGTH,
} from '#lib/core/attachments/attachment.ts';
import { decodeText } from '#lib/core/attachments/decode-text.ts';
import {
  type FileRefusal,
  MAX_PICTURE_BYTES,
  MAX_PIXELS,
  MAX_TEXT_BYTES,
} from '#lib/core/attachments/file-refusal.ts';
import { otherPictureSize } from '#lib/core/attachments/other-picture-size.ts';
import { type FileKind, sniffFile } from '#lib/core/attachments/sniff-file.ts';
import { toFileName } from '#lib/core/attachments/to-file-name.ts';
import { imageSizeOf } from '#lib/core/chat/image-size.ts';
import { readPdf } from './read-pdf.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** An attachment, and what was left out of the file; or why it can't be attached. */
export type ReadAttachment = { attachment: Attachment; note?: string } | { refusal: FileRefusal };

type ReadOptions = {
  id: string;
  shrink?: typeof shrinkPicture;
  pdf?: typeof readPdf;
};

/** Enough for a JPEG's size, which comes after its EXIF data, color profile and preview. */
const HEAD_BYTES = 1_000_000;

/** Reads a file of the visitor's, which can be anything. Never throws. */
export async function readAttachment(
  file: File,
  { id, shrink = shrinkPicture, pdf = readPdf }: ReadOptions,
): Promise<ReadAttachment> {
  try {
    if (file.size === 0) return { refusal: { reason: 'empty' } };
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const kind = sniffFile(head, file.name);
    switch (kind) {
      case 'png':
      case 'jpeg':
      case 'gif':
      case 'webp':
        return await readPicture(file, { head, kind, id, shrink });
      case 'heic':
      case 'avif':
      case 'bmp':
        return await readOtherPicture(file, { head, kind, id, shrink });
      case 'svg':
      case 'zip':
        return { refusal: { reason: kind } };
      case 'pdf':
        return await pdf(file, { id });
      case 'tiff':
        return { refusal: formatRefusal(kind) };
      case 'unknown':
        return await readText(file, id);
    }
  } catch {
    // The file was moved, or the disk is gone (NotReadableError).
    return { refusal: { reason: 'unreadable' } };
  }
}

type PictureOptions = Required<Pick<ReadOptions, 'id' | 'shrink'>> & {
  head: Uint8Array;
  kind: FileKind;
};

/** Its size is checked before anything is decoded: a file of kilobytes can be a picture of gigabytes. */
async function readPicture(
  file: File,
  { head, kind, id, shrink }: PictureOptions,
): Promise<ReadAttachment> {
  if (file.size > MAX_PICTURE_BYTES) return tooLarge(file, MAX_PICTURE_BYTES);
  const size = imageSizeOf(head);
  if (!size) return { refusal: { reason: 'damaged' } };
  if (size.width * size.height > MAX_PIXELS) return { refusal: { reason: 'pixels', ...size } };
  try {
    const name = toFileName(file.name);
    const small = await shrink(file, kind);
    // Also says whether the browser gave what was asked for.
    const attachment = attachmentSchema.parse({ type: 'picture', id, name, ...small });
    return kind === 'gif'
      ? { attachment, note: `Only the first frame of ${name} is sent.` }
      : { attachment };
  } catch {
    return { refusal: { reason: 'damaged' } };
  }
}

/** Models don't read its format, but the browser may: what is sent is PNG or JPEG, like every picture. */
async function readOtherPicture(
  file: File,
  options: PictureOptions & { kind: 'heic' | 'avif' | 'bmp' },
): Promise<ReadAttachment> {
  const { head, kind, id, shrink } = options;
  if (file.size > MAX_PICTURE_BYTES) return tooLarge(file, MAX_PICTURE_BYTES);
  const size = otherPictureSize(head, kind);
  if (size && size.width * size.height > MAX_PIXELS)
    return { refusal: { reason: 'pixels', ...size } };
  try {
    const small = size && (await shrink(file, kind));
    const picture = { type: 'picture', id, name: toFileName(file.name), ...small };
    return { attachment: attachmentSchema.parse(picture) };
  } catch {
    return { refusal: kind === 'heic' ? { reason: kind } : formatRefusal(kind) };
  }
}

function formatRefusal(kind: FileKind): FileRefusal {
  return { reason: 'format', format: kind.toUpperCase() };
}

async function readText(file: File, id: string): Promise<ReadAttachment> {
  if (file.size > MAX_TEXT_BYTES) return tooLarge(file, MAX_TEXT_BYTES);
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
  if ('problem' in decoded) return { refusal: { reason: decoded.problem } };
  const { text } = decoded;
  if (text.trim() === '') return { refusal: { reason: 'empty' } };
  if (text.length > MAX_TEXT_LENGTH) return { refusal: { reason: 'length', length: text.length } };
  return {
    attachment: { type: 'text', id, name: toFileName(file.name), text, origin: 'file' },
  };
}

function tooLarge({ size }: File, limit: number): ReadAttachment {
  return { refusal: { reason: 'bytes', bytes: size, limit } };
}
