import { isImageDataUrl } from '#lib/core/chat/image-data-url.ts';
import { isObject } from '#lib/core/json/is-object.ts';

/** The bytes of every text and name in what an upstream received, except pictures. */
export function bytesOfText(value: unknown): number {
  if (typeof value === 'string') return isImageDataUrl(value) ? 0 : Buffer.byteLength(value);
  if (!isObject(value)) return 0;
  const names = Array.isArray(value) ? '' : Object.keys(value).join('');
  return Object.values(value).reduce<number>(
    (sum, member) => sum + bytesOfText(member),
    Buffer.byteLength(names),
  );
}
