import { formatAmount, formatCount, formatPixels } from '../text/format-amount.ts';
import { MAX_ATTACHMENTS, MAX_TEXT_LENGTH } from './attachment.ts';

/** The largest picture that is decoded: a phone's 64 megapixels, about 270 MB in memory. */
export const MAX_PIXELS = 70_000_000;
/** The largest picture file that is read. */
export const MAX_PICTURE_BYTES = 50_000_000;
/** The largest text file that is read. Each character has at most four bytes. */
export const MAX_TEXT_BYTES = 4 * MAX_TEXT_LENGTH;

/** The largest PDF that is read, and its most pages. */
export const MAX_PDF_BYTES = 50_000_000;
export const MAX_PDF_PAGES = 1_000;

/** Why a file cannot be attached. */
export type FileRefusal =
  | {
      reason:
        | 'empty'
        | 'binary'
        | 'encoding'
        | 'damaged'
        | 'heic'
        | 'svg'
        | 'zip'
        | 'pdf_damaged'
        | 'pdf_locked'
        | 'pdf_scanned'
        | 'pdf_slow'
        | 'pdf_unloaded'
        | 'too_many';
    }
  | { reason: 'unreadable' }
  | { reason: 'format'; format: string }
  | { reason: 'bytes'; bytes: number; limit: number }
  | { reason: 'pixels'; width: number; height: number }
  | { reason: 'pages'; pages: number }
  | { reason: 'length'; length: number };

/** A sentence or two about a file that cannot be attached, with its name in front. */
export function describeRefusal(name: string, refusal: FileRefusal): string {
  return `${name} ${sentenceOf(refusal)}`;
}

function sentenceOf(refusal: FileRefusal): string {
  switch (refusal.reason) {
    case 'empty':
      return 'is empty.';
    case 'binary':
      return "isn't text or a picture, so it can't be sent.";
    case 'encoding':
      return "isn't in UTF-8 or UTF-16. Save it as UTF-8 and attach it again.";
    case 'damaged':
      return "can't be opened as a picture. It may be damaged.";
    case 'heic':
      return 'is a HEIC picture, which models can\'t read. Export it as JPEG. On an iPhone, "Most Compatible" in the camera settings does this for new photos.';
    case 'svg':
      return "is an SVG drawing, which models can't read as a picture. Export it as PNG, or paste its source as text.";
    case 'zip':
      return 'is an archive or an Office document. Save it as text, or attach the files in it.';
    case 'pdf_damaged':
      return "can't be opened as a PDF. It may be damaged.";
    case 'pdf_locked':
      return 'needs a password. Save a copy without one and attach that.';
    case 'pdf_scanned':
      return 'has no text, only pictures of its pages. Attach the pages as pictures.';
    case 'pdf_slow':
      return 'takes more than a minute to read, so it was left out. Attach a part of it.';
    case 'pdf_unloaded':
      return "can't be read: the code for PDFs couldn't be loaded. Check your connection and attach it again.";
    case 'pages':
      return `has ${formatCount(refusal.pages)} pages. The limit is ${formatCount(MAX_PDF_PAGES)}.`;
    case 'too_many':
      return `wasn't attached: a message can have up to ${formatCount(MAX_ATTACHMENTS)} files.`;
    case 'unreadable':
      return "couldn't be read. It may have been moved or changed since you chose it.";
    case 'format':
      return `is a ${refusal.format} picture, which most models can't read. Save it as JPEG or PNG.`;
    case 'bytes':
      return `is ${formatAmount(refusal.bytes, 'bytes')}. The limit is ${formatAmount(refusal.limit, 'bytes')}.`;
    case 'pixels':
      return `has ${formatPixels(refusal.width, refusal.height)} pixels, which is ${megapixels(refusal)}. The limit is ${formatCount(MAX_PIXELS / 1e6)} megapixels.`;
    case 'length':
      return `has ${formatCount(refusal.length)} characters. The limit is ${formatCount(MAX_TEXT_LENGTH)}.`;
  }
}

function megapixels({ width, height }: { width: number; height: number }): string {
  return `${formatCount(Math.round((width * height) / 1e6))} megapixels`;
}
