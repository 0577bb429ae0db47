import 'server-only';

/** The sender of a body, as far as the body steers it. */
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

// Above this the sender is paused: a visitor who does not read costs no more memory than this.
const MAX_WAITING_BYTES = 64 * 1024;
// A socket is read up to 32 times in one turn of the event loop (libuv): 2 MB, which in tiny chunks take
// half a second to decode. After so many bytes other requests have their turn.
const MAX_BYTES_WITHOUT_REST = 128 * 1024;

/**
 * A response body that is filled by callbacks and read by pulling. Chunks that are waiting when a
 * read comes are handed over as one: what arrived together is decoded and written together.
 */
export function createResponseBody(sender: BodySender): ResponseBody {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let wanted = false;
  let paused = false;
  let resting = false;
  let bytesSinceRest = 0;
  let ended = false;
  let failure: Error | null = null;

  const deliver = () => {
    if (!controller || !wanted) return;
    if (waitingBytes > 0) {
      wanted = false;
      controller.enqueue(joinBytes(waiting, waitingBytes));
      waiting = [];
      waitingBytes = 0;
    } else if (ended || failure) {
      if (failure) controller.error(failure);
      else controller.close();
      controller = null;
      return;
    }
    if (paused) {
      paused = false;
      if (!resting) sender.resume();
    }
  };

  const rest = () => {
    resting = true;
    sender.pause();
    setImmediate(() => {
      resting = false;
      bytesSinceRest = 0;
      if (!paused) sender.resume();
    });
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      // Called once for a read that finds nothing; `push` answers that read later.
      pull() {
        wanted = true;
        deliver();
      },
      cancel(reason) {
        controller = null;
        sender.abort(reason instanceof Error ? reason : new Error('body canceled'));
      },
    },
    // Nothing is read ahead: the queue above is the only buffer.
    { highWaterMark: 0 },
  );

  return {
    stream,
    push(chunk) {
      if (!controller) return;
      bytesSinceRest += chunk.byteLength;
      if (!resting && bytesSinceRest >= MAX_BYTES_WITHOUT_REST) rest();
      if (wanted) {
        wanted = false;
        controller.enqueue(chunk);
        return;
      }
      // A copy, since the view keeps the whole 64 kB alive that the socket read into.
      waiting.push(new Uint8Array(chunk));
      waitingBytes += chunk.byteLength;
      if (!paused && waitingBytes >= MAX_WAITING_BYTES) {
        paused = true;
        if (!resting) sender.pause();
      }
    },
    end() {
      ended = true;
      deliver();
    },
    fail(error) {
      // After what is waiting: a connection that breaks takes nothing back.
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
