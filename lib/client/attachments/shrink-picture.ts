import type { FileKind } from '#lib/core/attachments/sniff-file.ts';
import type { ImageSize } from '#lib/core/chat/image-size.ts';

/** The longest side that is sent, in pixels: models scale larger pictures down themselves. */
const MAX_SIDE = 2048;
/** The largest picture that is sent, in bytes. Each is sent again with every later message. */
const MAX_BYTES = 700_000;
const QUALITIES = [0.85, 0.7, 0.5];
const MAX_ROUNDS = 6;

type SmallPicture = ImageSize & { url: string };

/**
 * Draws a picture again, at most 2,048 pixels long and about 700 kB large. Everything else that the file
 * has (place, camera, comments, later frames) is gone. Rejects if the browser can't decode it.
 */
export async function shrinkPicture(
  file: Blob,
  kind: FileKind,
  maxBytes: number = MAX_BYTES,
): Promise<SmallPicture> {
  // Turned upright as its EXIF says, which is the default.
  const bitmap = await createImageBitmap(file);
  try {
    const isPhoto = kind === 'jpeg' || kind === 'heic';
    let scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    for (let round = 0; ; round += 1) {
      const canvas = draw(bitmap, scale, isPhoto);
      const blob = await encode(canvas, isPhoto, maxBytes);
      if (blob.size <= maxBytes || round === MAX_ROUNDS) {
        return { url: await toDataUrl(blob), width: canvas.width, height: canvas.height };
      }
      scale *= 0.7;
    }
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, scale: number, isOpaque: boolean): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { alpha: !isOpaque });
  if (!context) throw new Error('No canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** As PNG if that is small (screenshots, drawings, transparency), otherwise as JPEG on white. */
async function encode(
  canvas: HTMLCanvasElement,
  isPhoto: boolean,
  maxBytes: number,
): Promise<Blob> {
  if (!isPhoto) {
    const png = await toBlob(canvas, 'image/png');
    if (png.size <= maxBytes) return png;
    paintWhiteBehind(canvas);
  }
  let smallest = await toBlob(canvas, 'image/jpeg', QUALITIES[0]);
  for (const quality of QUALITIES.slice(1)) {
    if (smallest.size <= maxBytes) break;
    smallest = await toBlob(canvas, 'image/jpeg', quality);
  }
  return smallest;
}

/** JPEG has no transparency: without this, it would be black. */
function paintWhiteBehind(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('Not encoded'))),
      type,
      quality,
    );
  });
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
