import 'server-only';
import { replyImageSchema } from '#lib/core/chat/reply-extras.ts';

/** How the base64 of each format begins: of the bytes that identify it. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'png'],
  ['/9j/', 'jpeg'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
];
const FORMATS: readonly unknown[] = ['png', 'jpeg', 'gif', 'webp'];
const DATA_URL = /^data:image\/[a-z+.-]{1,20};base64,/;

/**
 * The data URL of an image; null if it is none that may be shown.
 *
 * @param result the image in base64, or its data URL, as some gateways write it
 * @param format `output_format`, which counts if the image does not show its format; `png` by default
 */
export function imageUrlOf(result: unknown, format: unknown): string | null {
  if (typeof result !== 'string') return null;
  const prefix = DATA_URL.exec(result)?.[0] ?? '';
  const base64 = prefix === '' ? result : result.slice(prefix.length);
  const url = `data:image/${formatOf(base64, format)};base64,${base64}`;
  return replyImageSchema.safeParse(url).success ? url : null;
}

function formatOf(base64: string, format: unknown): string {
  const found = SIGNATURES.find(([signature]) => base64.startsWith(signature));
  if (found) return found[1];
  return FORMATS.includes(format ?? 'png') ? String(format ?? 'png') : 'unknown';
}
