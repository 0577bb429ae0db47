import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';

/**
 * The bytes of a reply, read on demand. An object rather than an async generator: each generator a
 * chunk passes through costs as much as decoding it.
 */
export type ReplyBytes = {
  /** The next chunk, never empty; null at the end. */
  next: () => Promise<Uint8Array | null>;
  /** Puts bytes back, so that `next` returns them again. */
  unread: (bytes: Uint8Array) => void;
  /**
   * Releases the body. The rest is drained in the background for up to a second, so that the
   * connection can be reused; aborting the deadlines' signal cuts that short.
   */
  release: () => void;
};

const DRAIN_MS = 1_000;
const DRAIN_BYTES = 64 * 1024;
// zlib's error code for data that does not match its Content-Encoding.
const UNDECODABLE = /^Z_DATA/;

/**
 * Opens the body of a reply under its deadlines. `next` throws the deadline's error or the caller's
 * reason on abort, `reply_interrupted` when the connection breaks, and `reply_invalid` when the body
 * cannot be decompressed.
 */
export function openReplyBytes(
  body: ReadableStream<Uint8Array> | null,
  deadlines: ReplyDeadlines,
): ReplyBytes {
  const { signal } = deadlines;
  const reader = body?.getReader();
  let unread: Uint8Array | null = null;
  let ended = reader === undefined;
  // Do not wait for a fetch whose body does not end on abort.
  const cancel = () => void reader?.cancel(signal.reason).catch(ignoreBodyError);
  signal.addEventListener('abort', cancel, { once: true });
  const end = () => {
    ended = true;
    signal.removeEventListener('abort', cancel);
  };

  return {
    async next() {
      if (unread) {
        const bytes = unread;
        unread = null;
        return bytes;
      }
      if (!reader || ended) return null;
      try {
        for (;;) {
          deadlines.reading();
          const { done, value } = await reader.read();
          deadlines.arrived();
          signal.throwIfAborted();
          if (done) {
            end();
            return null;
          }
          if (value.byteLength > 0) return value;
        }
      } catch (error) {
        end();
        throw toReadFailure(error, signal);
      }
    },
    unread(bytes) {
      unread = bytes;
    },
    release() {
      if (!reader || ended) return;
      ended = true;
      void drain(reader).finally(end);
    },
  };
}

function toReadFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof StarlightError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new StarlightError(UNDECODABLE.test(code) ? 'reply_invalid' : 'reply_interrupted');
}

/** Reads the few bytes after `[DONE]`; cancels if there are more. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const cancel = () => void reader.cancel().catch(ignoreBodyError);
  using _timer = setTimeout(cancel, DRAIN_MS);
  try {
    for (let bytes = 0; bytes < DRAIN_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
    cancel();
  } catch (error) {
    ignoreBodyError(error);
  }
}

/** Nothing reads the rest of this body, so how it ends does not matter. */
function ignoreBodyError(_error: unknown): void {}
