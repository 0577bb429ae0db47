import 'server-only';

/** How the body controls its sender. */
type BodySender = {
  pause: () => void;
  resume: () => void;
  abort: (reason: Error) => void;
};

type ResponseBody = {
  stream: ReadableStream<Uint8Array>;
  push: (chunk: Uint8Array) => void;
  end: () => void;
  fail: (error: Error) => void;
};

// The sender is paused above this, which bounds the memory a visitor who does not read can cost.
const MAX_QUEUED_BYTES = 64 * 1024;
// libuv reads a socket up to 32 times per turn of the event loop: 2 MB, which in tiny chunks take half a
// second to decode. After this many bytes, yield to other requests.
const MAX_BYTES_BEFORE_YIELD = 128 * 1024;

/**
 * A response body filled by callbacks and read on demand. A read gets all queued chunks joined into
 * one: what arrived together is decoded and written together.
 */
export function createResponseBody(sender: BodySender): ResponseBody {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let queued: Uint8Array[] = [];
  let queuedBytes = 0;
  let readPending = false;
  let paused = false;
  let yielding = false;
  let bytesSinceYield = 0;
  let ended = false;
  let failure: Error | null = null;

  const deliver = () => {
    if (!controller || !readPending) return;
    if (queuedBytes > 0) {
      readPending = false;
      controller.enqueue(joinBytes(queued, queuedBytes));
      queued = [];
      queuedBytes = 0;
    } else if (ended || failure) {
      if (failure) controller.error(failure);
      else controller.close();
      controller = null;
      return;
    }
    if (paused) {
      paused = false;
      if (!yielding) sender.resume();
    }
  };

  const yieldToEventLoop = () => {
    yielding = true;
    sender.pause();
    setImmediate(() => {
      yielding = false;
      bytesSinceYield = 0;
      if (!paused) sender.resume();
    });
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      // Called once for a read that finds nothing queued; `push` answers it later.
      pull() {
        readPending = true;
        deliver();
      },
      cancel(reason) {
        controller = null;
        sender.abort(reason instanceof Error ? reason : new Error('body canceled'));
      },
    },
    // No read-ahead: the queue above is the only buffer.
    { highWaterMark: 0 },
  );

  return {
    stream,
    push(chunk) {
      if (!controller) return;
      bytesSinceYield += chunk.byteLength;
      if (!yielding && bytesSinceYield >= MAX_BYTES_BEFORE_YIELD) yieldToEventLoop();
      if (readPending) {
        readPending = false;
        controller.enqueue(chunk);
        return;
      }
      // Copied, because the view would keep the socket's whole 64 kB read buffer alive.
      queued.push(new Uint8Array(chunk));
      queuedBytes += chunk.byteLength;
      if (!paused && queuedBytes >= MAX_QUEUED_BYTES) {
        paused = true;
        if (!yielding) sender.pause();
      }
    },
    end() {
      ended = true;
      deliver();
    },
    fail(error) {
      // Queued chunks are delivered first: a broken connection loses nothing that arrived.
      failure ??= error;
      deliver();
    },
  };
}

function joinBytes(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}
