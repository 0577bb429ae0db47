import 'server-only';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Undoes `Content-Encoding` for servers that compress unasked (RFC 9110, 8.4). Streams, so that what
 * a small body unfolds to is never held as a whole; an encoding that is not known is left as it is.
 */
export function decodeContent(
  body: ReadableStream<Uint8Array>,
  encoding: string | null,
): ReadableStream<Uint8Array> {
  const createDecoder = DECODERS.get(encoding?.trim().toLowerCase() ?? '');
  if (!createDecoder) return body;
  const decoder = createDecoder();
  // Node types its own web streams apart from the DOM's; at run time they are the same class.
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  pipeline(source, decoder, onPipelineEnd);
  return Readable.toWeb(decoder) as ReadableStream<Uint8Array>;
}

/** Whoever reads the decoder meets the error there. */
function onPipelineEnd(): void {}
