import 'server-only';
import { once } from 'node:events';
import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { createGunzip, createInflate, type Gunzip, type Inflate } from 'node:zlib';

type Decoder = Gunzip | Inflate;

// No Brotli, on purpose: its decoder has a vulnerability in Node before 24.22.1 (CVE-2026-111497), and no
// known provider sends Brotli to a client that asks for `identity`.
const DECODERS: ReadonlyMap<string, () => Decoder> = new Map<string, () => Decoder>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
]);

/**
 * Undoes `Content-Encoding` for servers that compress without being asked (RFC 9110, 8.4). Decodes as
 * a stream, so a small body that expands enormously is never held in memory. Other encodings pass through
 * unchanged. If the body breaks, everything received is decoded before the error is thrown.
 */
export function decodeContent(
  body: ReadableStream<Uint8Array>,
  encoding: string | null,
): ReadableStream<Uint8Array> {
  const createDecoder = DECODERS.get(encoding?.trim().toLowerCase() ?? '');
  if (!createDecoder) return body;
  // Node's web stream types differ from the DOM's; at run time they are the same class.
  const decoded: unknown = NodeReadableStream.from(decode(body, createDecoder()));
  return decoded as ReadableStream<Uint8Array>;
}

async function* decode(
  body: ReadableStream<Uint8Array>,
  decoder: Decoder,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  const stopped = new AbortController();
  let failure: { error: unknown } | null = null;
  const feed = async () => {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (!decoder.write(value)) await once(decoder, 'drain', { signal: stopped.signal });
      }
      if (!decoder.destroyed) decoder.end();
    } catch (error) {
      if (decoder.destroyed) return;
      failure = { error };
      // Passing the error to the decoder would discard what it has decoded but not delivered yet.
      decoder.flush(() => decoder.push(null));
    }
  };
  const feeding = feed();
  try {
    yield* decoder;
    if (failure) throw (failure as { error: unknown }).error;
  } finally {
    stopped.abort();
    decoder.destroy();
    await reader.cancel().catch(ignoreCancelError);
    await feeding;
  }
}

/** Canceling a body that failed rejects with the same error, which was already thrown above. */
function ignoreCancelError(): void {}
