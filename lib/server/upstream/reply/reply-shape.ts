import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { ApiDialect } from '../api-dialect.ts';
import type { ReplyBytes } from './reply-bytes.ts';
import { tooLarge } from './too-large.ts';

/**
 * The shape of a 2xx body, judged by its first byte: content types are often wrong, and an SSE stream
 * never starts like JSON or HTML.
 */
type ReplyShape = 'events' | 'json' | 'html' | 'empty';

// Whitespace, and the three bytes of a byte order mark.
const SKIPPED_BYTES = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
// Gateways send spaces as keep-alives while a model thinks. Ten megabytes of gzip can expand to ten
// gigabytes of them, which would keep the CPU busy until the deadline.
const MAX_SKIPPED_BYTES = 64 * 1024;
// Larger than any completion at the largest output limit, and than a response with two images of the most
// that are kept; an endless document must not fill memory.
const MAX_DOCUMENT_BYTES = { chat: 8 * 1024 * 1024, responses: 16 * 1024 * 1024 } as const;

/**
 * Skips whitespace and a byte order mark, and judges the first byte after them, which stays unread.
 * Throws `reply_invalid` if the first 64 kB contain nothing else.
 */
export async function detectReplyShape(bytes: ReplyBytes): Promise<ReplyShape> {
  for (let skipped = 0; skipped < MAX_SKIPPED_BYTES; ) {
    const chunk = await bytes.next();
    if (!chunk) return 'empty';
    const at = chunk.findIndex((byte) => !SKIPPED_BYTES.includes(byte));
    const firstByte = chunk[at];
    if (firstByte !== undefined) {
      bytes.unread(chunk.subarray(at));
      return shapeOf(firstByte);
    }
    skipped += chunk.byteLength;
  }
  throw new StarlightError('reply_invalid');
}

/**
 * Reads a complete JSON document. Throws `reply_invalid` if it is not JSON, or exceeds 8 MB, or 16 MB of a
 * response.
 */
export async function readJsonDocument(
  bytes: Pick<ReplyBytes, 'next'>,
  dialect: ApiDialect = 'chat',
): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let chunk = await bytes.next(); chunk; chunk = await bytes.next()) {
    length += chunk.byteLength;
    if (length > MAX_DOCUMENT_BYTES[dialect]) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  const value = parseJson(text + decoder.decode());
  if (value === undefined) throw new StarlightError('reply_invalid');
  return value;
}

function shapeOf(byte: number): ReplyShape {
  const character = String.fromCharCode(byte);
  if (character === '{' || character === '[') return 'json';
  return character === '<' ? 'html' : 'events';
}
