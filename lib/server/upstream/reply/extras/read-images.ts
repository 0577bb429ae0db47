import 'server-only';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { readSourceEntry, type SourceEntry } from './source-entry.ts';

type JsonObject = Record<string, unknown>;

/** The images of a message: as data URLs, and those that are only linked. */
type MessageImages = { dataUrls: string[]; links: SourceEntry[] };

/** The title of a source that is an image. Nothing is loaded from its address. */
const IMAGE_TITLE = 'Image';

const MAX_PARTS = 100;
// OpenRouter and Google. The Responses API, which some gateways copy. Anthropic.
const IMAGE_PARTS: readonly unknown[] = ['image_url', 'output_image', 'image'];
/** How files of each type begin, in Base64. */
const BEGINNINGS = [
  ['iVBORw0KGgo', 'png'],
  ['/9j/', 'jpeg'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
] as const;

/**
 * Reads the images of a `message` or `delta`: `images` (OpenRouter, "Image Generation"; Vercel AI Gateway;
 * LiteLLM), parts of the content, and `b64_json` in either.
 */
export function readImages({ images, content }: JsonObject): MessageImages {
  const parts = Array.isArray(content) ? content.filter(isImagePart) : [];
  const all = [...(Array.isArray(images) ? images : []), ...parts].slice(0, MAX_PARTS);
  const found: MessageImages = { dataUrls: [], links: [] };
  for (const image of all) {
    const address = addressOf(image);
    if (address?.startsWith('data:')) found.dataUrls.push(address);
    else if (address !== null) {
      found.links.push(
        ...readSourceEntry(address).map((link) => ({ ...link, title: IMAGE_TITLE })),
      );
    }
  }
  return found;
}

/** Whether an extra is an image, or a link to one. */
export function showsImage(extra: ReplyExtra): boolean {
  if (extra.type === 'image') return true;
  return extra.type === 'sources' && extra.sources.some(({ title }) => title === IMAGE_TITLE);
}

function isImagePart(part: unknown): boolean {
  return isRecord(part) && IMAGE_PARTS.includes(part['type']);
}

function addressOf(image: unknown): string | null {
  if (typeof image === 'string') return image;
  if (!isRecord(image)) return null;
  const { image_url: linked, source } = image;
  const base64 = [image['b64_json'], image['data'], fieldOf(source, 'data')].find(isText);
  if (base64 !== undefined) return toDataUrl(base64);
  const url = [linked, fieldOf(linked, 'url'), image['url'], fieldOf(source, 'url')].find(isText);
  return url ?? null;
}

/** A data URL of the type that the file says itself. */
function toDataUrl(base64: string): string | null {
  if (base64.startsWith('data:')) return base64;
  const type = BEGINNINGS.find(([beginning]) => base64.startsWith(beginning))?.[1];
  return type === undefined ? null : `data:image/${type};base64,${base64}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
