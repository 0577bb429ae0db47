import 'server-only';
import { sharedFormIn } from '#lib/core/share/shared-form.ts';
import type { ApiContext } from '../http/api-route.ts';

/** Enough for a text of the length that an address can have; it comes before the files. */
const MAX_BYTES = 64 * 1024;
/** Servers and proxies take addresses of eight kilobytes. */
const MAX_ASK_LENGTH = 4000;

/**
 * Answers what another app shares with this one where the browser has no service worker to take it
 * (`public/sw.js`): opens the page with a short text in its address. Nothing is kept, so the page says that
 * files, or a long text, did not arrive. Anyone may call it; it does what a link does.
 */
export async function passSharedOn(
  { request }: Pick<ApiContext, 'request'>,
  { bodyTimeoutMs = 5000 }: { bodyTimeoutMs?: number } = {},
): Promise<Response> {
  const start = await readStart(request, bodyTimeoutMs);
  const { text, isCut, hasFiles } = sharedFormIn(start, request.headers.get('content-type') ?? '');
  const isShort = encodeURIComponent(text).length <= MAX_ASK_LENGTH;
  const search = new URLSearchParams(text !== '' && isShort ? { ask: text } : {});
  if (hasFiles) search.append('unshared', 'files');
  if (isCut || !isShort) search.append('unshared', 'text');
  const query = search.size === 0 ? '' : `?${search}`;
  return new Response(null, { status: 303, headers: { location: `/${query}` } });
}

/** The start of the body; the rest is left to Node, which discards it. */
async function readStart({ body }: Request, timeoutMs: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const deadline = new Promise<{ done: true; value: undefined }>((resolve) => {
    setTimeout(resolve, timeoutMs, { done: true, value: undefined }).unref();
  });
  try {
    while (length < MAX_BYTES) {
      const { done, value } = await Promise.race([reader.read(), deadline]);
      if (done) break;
      chunks.push(value);
      length += value.byteLength;
    }
  } catch {
    // The sender is gone: what arrived is enough to answer nobody.
  }
  reader.cancel().catch(() => undefined);
  return Buffer.concat(chunks).subarray(0, MAX_BYTES);
}
