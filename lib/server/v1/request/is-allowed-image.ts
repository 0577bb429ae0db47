import 'server-only';
import { IMAGE_DATA_URL } from '#lib/core/chat/image-data-url.ts';

/**
 * Whether an image of a request may be sent on.
 *
 * @param allowRemote whether it may be an https URL: OpenAI fetches them from its own network, but another
 *   upstream may fetch them from the operator's
 */
export function isAllowedImage(url: string, allowRemote: boolean): boolean {
  return IMAGE_DATA_URL.test(url) || (allowRemote && url.startsWith('https://'));
}
