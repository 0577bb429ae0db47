import { ImportRefusal } from '#lib/core/import/import-fault.ts';
import { createJsonSplitter } from '#lib/core/import/json-splitter.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';

/** As deep as LibreChat nests a conversation of 2,500 messages. */
const MAX_DEPTH = 5000;
/** One conversation, or a whole backup that is one object. */
const MAX_VALUE_LENGTH = 100_000_000;
const PAUSE_AFTER_MS = 12;

export type ReadingPace = {
  /** Lets the page do other things. */
  pause: () => Promise<void>;
  now: () => number;
};

/**
 * The values of JSON as it arrives: of a list each of its objects, else the one object. Pauses in between.
 * Throws an `ImportRefusal` for a text that is no JSON.
 *
 * @param count called with the bytes that arrived; may throw
 */
export async function* parseInPieces(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  count: (bytes: number) => void,
  { pause, now }: ReadingPace,
): AsyncGenerator<unknown, void> {
  const splitter = createJsonSplitter({ maxDepth: MAX_DEPTH, maxLength: MAX_VALUE_LENGTH });
  const decoder = new TextDecoder();
  let pausedAt = now();
  const breathe = async () => {
    if (now() - pausedAt < PAUSE_AFTER_MS) return;
    await pause();
    pausedAt = now();
  };
  for await (const bytes of chunksOf(stream)) {
    count(bytes.length);
    // A stored file arrives in pieces of any size.
    for (let at = 0; at < bytes.length; at += PIECE) {
      const text = decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
      for (const value of splitter.push(text)) {
        const parsed = parseJson(value);
        if (parsed === undefined) throw new ImportRefusal({ kind: 'damaged_json' });
        yield parsed;
        await breathe();
      }
      await breathe();
    }
  }
  splitter.end();
}

const PIECE = 256 * 1024;

/** Not every browser can iterate over a stream. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(() => {
        // What can't be unpacked was changed or cut off.
        throw new ImportRefusal({ kind: 'damaged_zip' });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Also when the reader of this stops early: nothing more is unpacked.
    void reader.cancel().catch(() => 'over');
  }
}
