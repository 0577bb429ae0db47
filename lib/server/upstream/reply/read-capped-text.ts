import 'server-only';

/**
 * Reads at most `maxBytes` of a body as UTF-8 and cancels the rest. If the body breaks or takes
 * longer than `maxMs`, returns what has arrived: part of an explanation beats none. Never throws.
 */
export async function readCappedText(
  body: ReadableStream<Uint8Array> | null,
  { maxBytes, maxMs }: { maxBytes: number; maxMs: number },
): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const stopReading = () => reader.cancel().catch(() => undefined);
  using resources = new DisposableStack();
  resources.defer(() => void stopReading());
  resources.adopt(setTimeout(stopReading, maxMs), clearTimeout);
  let text = '';
  let bytes = 0;
  try {
    while (bytes < maxBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      const kept = value.subarray(0, maxBytes - bytes);
      bytes += kept.byteLength;
      text += decoder.decode(kept, { stream: true });
    }
  } catch {
    return text;
  }
  return text + decoder.decode();
}
