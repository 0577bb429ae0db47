import 'server-only';
import { isImageDataUrl } from '#lib/core/chat/image-data-url.ts';

/**
 * Whether an image of a request may be sent on.
 *
 * @param allowRemote whether it may be an https URL: OpenAI fetches them from its own network, but another
 *   upstream may fetch them from the operator's
 */
export function isAllowedImage(url: string, allowRemote: boolean): boolean {
  return isImageDataUrl(url) || (allowRemote && url.startsWith('https://'));
}
