import 'server-only';
import { once } from 'node:events';
import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { createGunzip, createInflate, type Gunzip, type Inflate } from 'node:zlib';

type Decoder = Gunzip | Inflate;

// Brotli is left out on purpose: Node before 24.22.1 has a hole in its decoder (CVE-2026-111497), and no
// provider is known to send Brotli to a client that asks for `identity`.
const DECODERS: ReadonlyMap<string, () => Decoder> = new Map<string, () => Decoder>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
]);

/**
 * Undoes `Content-Encoding` for servers that compress unasked (RFC 9110, 8.4). Streams, so that what
 * a small body unfolds to is never held as a whole; any other encoding is left as it is.
 * Of a body that breaks, what came is decoded first, and the break told after it.
 */
export function decodeContent(
  body: ReadableStream<Uint8Array>,
  encoding: string | null,
): ReadableStream<Uint8Array> {
  const createDecoder = DECODERS.get(encoding?.trim().toLowerCase() ?? '');
  if (!createDecoder) return body;
  // Node types its own web streams apart from the DOM's; at run time they are the same class.
  const decoded: unknown = NodeReadableStream.from(decode(body, createDecoder()));
  return decoded as ReadableStream<Uint8Array>;
}

async function* decode(
  body: ReadableStream<Uint8Array>,
  decoder: Decoder,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  const stopped = new AbortController();
  let broken: { by: unknown } | null = null;
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
      broken = { by: error };
      // An error given to the decoder itself would throw away what it has decoded and not handed over.
      decoder.flush(() => decoder.push(null));
    }
  };
  const feeding = feed();
  try {
    yield* decoder;
    if (broken) throw (broken as { by: unknown }).by;
  } finally {
    stopped.abort();
    decoder.destroy();
    await reader.cancel().catch(ignoreBrokenAlready);
    await feeding;
  }
}

/** A body that has failed rejects its cancel with the same error, which was thrown above. */
function ignoreBrokenAlready(): void {}
