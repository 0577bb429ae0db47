import type { ImageSize } from '../chat/image-size.ts';

/** `ispe`, the size of an image in ISO's container (ISO/IEC 23008-12, 6.5.3). */
const SIZE_BOX = 'ispe';

/**
 * The size of a picture that is sent in another form, if the browser can decode it: BMP, AVIF or HEIC, from
 * its first bytes. Of the images in a container (tiles, a preview), the largest. Null if they do not say.
 */
export function otherPictureSize(
  head: Uint8Array,
  kind: 'bmp' | 'avif' | 'heic',
): ImageSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return kind === 'bmp' ? bitmapSize(view) : largestImage(head, view);
}

/** Stored upside down, the height is negative. */
function bitmapSize(view: DataView): ImageSize | null {
  if (view.byteLength < 26) return null;
  return sound({ width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) });
}

function largestImage(head: Uint8Array, view: DataView): ImageSize | null {
  const [first = 0, ...rest] = Array.from(SIZE_BOX, (letter) => letter.charCodeAt(0));
  let largest: ImageSize | null = null;
  for (let at = head.indexOf(first); at !== -1; at = head.indexOf(first, at + 1)) {
    if (!rest.every((byte, index) => head[at + 1 + index] === byte)) continue;
    if (at + 16 > view.byteLength) break;
    const size = sound({ width: view.getUint32(at + 8), height: view.getUint32(at + 12) });
    if (size && areaOf(size) > areaOf(largest)) largest = size;
  }
  return largest;
}

function sound(size: ImageSize): ImageSize | null {
  return size.width > 0 && size.height > 0 ? size : null;
}

function areaOf(size: ImageSize | null): number {
  return size ? size.width * size.height : 0;
}
