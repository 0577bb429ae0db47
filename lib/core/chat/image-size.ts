/** Width and height of an image in pixels. */
export type ImageSize = { width: number; height: number };

const PNG = [0x89, 0x50, 0x4e, 0x47];
const GIF = [0x47, 0x49, 0x46];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const JPEG = [0xff, 0xd8];
/** Markers of JPEG that start a frame, which has the size (ITU T.81, table B.1): C0 to CF but C4, C8, CC. */
const NO_FRAME = [0xc4, 0xc8, 0xcc];

/**
 * The size of a PNG, JPEG, GIF or WebP image, from its first bytes, so that its place is known before it
 * is decoded; null if they do not say. Never throws.
 */
export function imageSizeOf(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = readSize(bytes, view);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // The bytes end before the size does.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readSize(bytes: Uint8Array, view: DataView): ImageSize | null {
  if (startsWith(bytes, PNG)) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (startsWith(bytes, GIF)) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (startsWith(bytes, RIFF)) return webpSize(view);
  return startsWith(bytes, JPEG) ? jpegSize(view) : null;
}

/** The three kinds of first chunk (Google, WebP container specification). */
function webpSize(view: DataView): ImageSize | null {
  const kind = view.getUint8(15);
  if (kind === 0x58) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind !== 0x20) return null;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function jpegSize(view: DataView): ImageSize | null {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // A length counts its own two bytes.
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
}
