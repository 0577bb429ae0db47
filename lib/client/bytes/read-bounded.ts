/** Why bytes could not be had: more than the limit, or not what they should be. */
type BytesFault = 'too_large' | 'damaged';

/** All bytes of a stream, but never more than `maxBytes`: the rest is not even produced. Never rejects. */
export async function readBounded(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | BytesFault> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length;
      if (length > maxBytes) {
        // A stream that fails while it is canceled is over as well.
        void reader.cancel().catch(() => 'too_large');
        return 'too_large';
      }
      parts.push(read.value);
    }
  } catch {
    return 'damaged';
  }
  return joinBytes(parts, length);
}

function joinBytes(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
