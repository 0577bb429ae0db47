import { type ImageSize, imageSizeOf } from '#lib/core/chat/image-size.ts';

type ReadPicture = {
  blob: Blob;
  /** Null if the bytes do not say. */
  size: ImageSize | null;
  /** For a file name: `png`, `jpeg`, `gif` or `webp`. */
  extension: string;
};

const HEAD = /^data:(image\/(png|jpeg|gif|webp));base64,/;

/**
 * The bytes of a data URL (`replyImageSchema`); null if they are no base64. An address of the blob is what
 * the page shows: its policy allows pictures from memory, and no data URLs.
 */
export function readPicture(url: string): ReadPicture | null {
  const [head = '', type = '', extension = ''] = HEAD.exec(url.slice(0, 40)) ?? [];
  if (head === '') return null;
  try {
    const bytes = Uint8Array.from(atob(url.slice(head.length)), (byte) => byte.charCodeAt(0));
    return { blob: new Blob([bytes], { type }), size: imageSizeOf(bytes), extension };
  } catch {
    // Cut off within four characters, or other characters than base64 has.
    return null;
  }
}
