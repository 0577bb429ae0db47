import '../zod-without-eval.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import {
  type SharedConversation,
  sharedConversationSchema,
} from '#lib/core/share/shared-conversation.ts';
import { readBounded } from '../bytes/read-bounded.ts';
import { toBase64 } from '../bytes/to-base64.ts';

/** The longest fragment of a link, in characters: what browsers and messengers carry unharmed. */
export const MAX_LINK_LENGTH = 32_000;
/** The longest text of a shared conversation, in bytes of JSON: deflate can make a thousand out of one. */
const MAX_SHARED_BYTES = 1_000_000;

const VERSION = 1;
const START = `${VERSION}.`;
// A link that was cut off lacks it. It ends in a letter, because programs that find links in text leave
// out a mark at the end.
const END = '.e';
const FORM = /^(\d{1,9})\.([A-Za-z0-9_-]*)(\.e)?$/;

/** Why a link does not open. */
export type SharedLinkFault =
  | { kind: 'empty' }
  | { kind: 'too_long'; length: number; limit: number }
  | { kind: 'unknown_version'; version: number }
  | { kind: 'damaged' }
  | { kind: 'too_large'; limit: number }
  | { kind: 'invalid_field'; field: string }
  | { kind: 'unsupported' };

type PackedLink = {
  /** The fragment, without `#`; null if it is longer than a link may be, or can't be made here. */
  fragment: string | null;
  /** In characters; 0 if it can't be made here. */
  length: number;
};

/** Packs a conversation into the fragment of a link: JSON, deflated, as base64url. Never rejects. */
export async function packSharedLink(shared: SharedConversation): Promise<PackedLink> {
  const json = new TextEncoder().encode(JSON.stringify(shared));
  if (typeof CompressionStream === 'undefined') return { fragment: null, length: 0 };
  const packing = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = await readBounded(packing, json.length + 1000);
  if (typeof bytes === 'string') return { fragment: null, length: 0 };
  const fragment = `${START}${toBase64Url(bytes)}${END}`;
  const { length } = fragment;
  const fits = length <= MAX_LINK_LENGTH && json.length <= MAX_SHARED_BYTES;
  return { fragment: fits ? fragment : null, length };
}

/** Reads the fragment of a link, which anyone can have written. Never rejects. */
export async function readSharedLink(
  fragment: string,
): Promise<{ shared: SharedConversation } | { fault: SharedLinkFault }> {
  const { length } = fragment;
  if (length === 0) return { fault: { kind: 'empty' } };
  if (length > MAX_LINK_LENGTH)
    return { fault: { kind: 'too_long', length, limit: MAX_LINK_LENGTH } };
  const [, version = '', data = '', end] = FORM.exec(fragment) ?? [];
  if (version !== '' && Number(version) !== VERSION)
    return { fault: { kind: 'unknown_version', version: Number(version) } };
  const packed = end === undefined ? null : fromBase64Url(data);
  if (!packed) return { fault: { kind: 'damaged' } };
  if (typeof DecompressionStream === 'undefined') return { fault: { kind: 'unsupported' } };
  const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const bytes = await readBounded(unpacking, MAX_SHARED_BYTES);
  if (bytes === 'too_large') return { fault: { kind: 'too_large', limit: MAX_SHARED_BYTES } };
  if (bytes === 'damaged') return { fault: { kind: 'damaged' } };
  const json = parseJson(new TextDecoder().decode(bytes));
  if (json === undefined) return { fault: { kind: 'damaged' } };
  const parsed = sharedConversationSchema.safeParse(json);
  if (parsed.success) return { shared: parsed.data };
  return { fault: { kind: 'invalid_field', field: fieldNameOf(parsed.error.issues[0]?.path) } };
}

/** For example `messages.3.role`. Every name in it is one of the schema's, or a number. */
function fieldNameOf(path: readonly PropertyKey[] = []): string {
  return path.length === 0 ? 'the whole' : path.map(String).join('.');
}

function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // A length that base64 never has.
    return null;
  }
}
