import { ImportRefusal } from '#lib/core/import/import-fault.ts';
import { createJsonSplitter, type JsonPart } from '#lib/core/import/json-splitter.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';

/** As deep as LibreChat nests a conversation of 2,500 messages. */
const MAX_DEPTH = 5000;
/** One conversation, or a whole backup that is one object. */
const MAX_VALUE_LENGTH = 100_000_000;
const PAUSE_AFTER_MS = 12;
/** Where an own export says that it is one. */
const HEAD_LENGTH = 1000;
const OWN_START = /^\s{0,100}\{\s{0,100}"format":\s{0,100}"starlight-conversations"/;

/** A value of a file. `member`: the list of an own export that it is in. */
export type ImportedValue = { value: unknown; member: string | null };

export type ReadingPace = {
  /** Lets the page do other things. */
  pause: () => Promise<void>;
  now: () => number;
};

/** Whether a text begins as an own export does. */
export function isOwnStart(text: string): boolean {
  return OWN_START.test(text.slice(0, HEAD_LENGTH));
}

/**
 * The values of JSON as it arrives, in UTF-8 or UTF-16: of a list each of its objects, of an own export each of its
 * records, else the one object. Pauses in between. Throws an `ImportRefusal` for a text that is no JSON.
 *
 * @param count called with the bytes that arrived; may throw
 */
export async function* parseInPieces(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  count: (bytes: number) => void,
  { pause, now }: ReadingPace,
): AsyncGenerator<ImportedValue, void> {
  let splitter: JsonSplitter | null = null;
  let decoder: TextDecoder | null = null;
  /** Until it is known how to split it. */
  let head = '';
  let pausedAt = now();
  const breathe = async () => {
    if (now() - pausedAt < PAUSE_AFTER_MS) return;
    await pause();
    pausedAt = now();
  };
  for await (const bytes of chunksOf(stream)) {
    count(bytes.length);
    decoder ??= decoderFor(bytes);
    // A stored file arrives in pieces of any size.
    for (let at = 0; at < bytes.length; at += PIECE) {
      head += decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
      if (!splitter && head.length < HEAD_LENGTH) continue;
      splitter ??= splitterFor(head);
      for (const part of splitter.push(head)) {
        yield parsed(part);
        await breathe();
      }
      head = '';
      await breathe();
    }
  }
  splitter ??= splitterFor(head);
  for (const part of splitter.push(head)) yield parsed(part);
  splitter.end();
}

type JsonSplitter = ReturnType<typeof createJsonSplitter>;

function splitterFor(head: string): JsonSplitter {
  const limits = { maxDepth: MAX_DEPTH, maxLength: MAX_VALUE_LENGTH };
  return createJsonSplitter({ ...limits, splitsMembers: isOwnStart(head) });
}

/** By the byte order mark; UTF-8 without one. */
function decoderFor([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return new TextDecoder(first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8');
}

function parsed({ text, member }: JsonPart): ImportedValue {
  const value = parseJson(text);
  if (value === undefined) throw new ImportRefusal({ kind: 'damaged_json' });
  return { value, member };
}

const PIECE = 256 * 1024;

/** Not every browser can iterate over a stream. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = stream.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(() => {
        // What can't be unpacked was changed or cut off.
        throw new ImportRefusal({ kind: 'damaged_zip' });
      });
      isOver = done;
      if (done) return;
      yield value;
    }
  } finally {
    // When the reader of this stops early, nothing more is unpacked.
    if (!isOver) void reader.cancel().catch(() => 'over');
  }
}
