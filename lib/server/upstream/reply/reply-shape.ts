import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { ReplyBytes } from './reply-bytes.ts';

/** What the first bytes of a 2xx show it to be; content types are often wrong, an SSE stream never begins so. */
type ReplyShape = 'events' | 'json' | 'html' | 'empty';

// White space, and the three bytes of a byte order mark.
const UNTELLING_BYTES = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
// Gateways send a space now and then while a model thinks. Ten megabytes of gzip can hold ten
// gigabytes of them, which would keep the processor busy until the deadline.
const MAX_UNTELLING_BYTES = 64 * 1024;
// A completion of the largest output limit is below; an endless document must not fill the memory.
const MAX_WHOLE_BYTES = 8 * 1024 * 1024;

/**
 * Reads up to the first telling byte, which is then the next. What is before it (space, a byte order
 * mark) is dropped. Throws `reply_invalid` where there is nothing else in 64 kB.
 */
export async function detectReplyShape(bytes: ReplyBytes): Promise<ReplyShape> {
  for (let dropped = 0; dropped < MAX_UNTELLING_BYTES; ) {
    const chunk = await bytes.next();
    if (!chunk) return 'empty';
    const at = chunk.findIndex((byte) => !UNTELLING_BYTES.includes(byte));
    const telling = chunk[at];
    if (telling !== undefined) {
      bytes.unread(chunk.subarray(at));
      return shapeOf(telling);
    }
    dropped += chunk.byteLength;
  }
  throw new StarlightError('reply_invalid');
}

/** Reads a JSON document whole. Throws `reply_invalid` when it is none or beyond 8 MB. */
export async function readWholeJson(bytes: Pick<ReplyBytes, 'next'>): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let chunk = await bytes.next(); chunk; chunk = await bytes.next()) {
    length += chunk.byteLength;
    if (length > MAX_WHOLE_BYTES) throw new StarlightError('reply_invalid');
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
