import { connect, type Socket } from 'node:net';

/** The response on a connection over which a test sent arbitrary bytes. */
export type RawAnswer = {
  /** The status of the first response; null if the connection was closed without one. */
  status: number | null;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** Whether the other side closed the connection, right after the response or instead of one. */
  closed: boolean;
  ms: number;
};

type RawOptions = {
  /** The exchange fails after this many milliseconds without a complete response. */
  timeoutMs?: number;
  /** How long to watch for the connection's close after the response. */
  closeWithinMs?: number;
};

/**
 * Opens a connection, sends bytes, and resolves with the first complete response or the close.
 *
 * @param send the bytes, or a function that writes them at its own pace; `isOver` tells it to
 *   stop
 */
export async function exchangeRaw(
  port: number,
  send: string | Uint8Array | ((socket: Socket, isOver: () => boolean) => Promise<void>),
  { timeoutMs = 15_000, closeWithinMs = 0 }: RawOptions = {},
): Promise<RawAnswer> {
  const startedAt = performance.now();
  const socket = connect(port, '127.0.0.1');
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  let received = '';
  let over = false;
  const finish = (closed: boolean) => {
    over = true;
    resolve({ ...parse(received), closed, ms: performance.now() - startedAt });
  };
  socket.on('data', (bytes) => {
    // A 100 precedes the response, in a piece of its own or at its start.
    received = (received + bytes.toString('latin1')).replace(/^HTTP\/1\.1 1\d\d .*?\r\n\r\n/s, '');
    if (over || !isComplete(received)) return;
    over = true;
    setTimeout(() => finish(socket.readableEnded || socket.destroyed), closeWithinMs);
  });
  // A reset counts as a close: it happens if the other side has not read everything.
  socket.on('error', () => finish(true));
  socket.on('end', () => finish(true));
  socket.on('close', () => finish(true));
  try {
    if (typeof send === 'function') void send(socket, () => over || socket.destroyed);
    else socket.write(send);
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** Writes, and resolves once there is room for more or the connection is closed. */
export async function writeRaw(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const proceed = () => {
      socket.off('drain', proceed).off('close', proceed);
      resolve();
    };
    socket.on('drain', proceed).on('close', proceed);
  });
}

/** A request as text: its request line, its headers and a body. */
export function rawRequest(
  line: string,
  headers: Record<string, string>,
  body: string | Uint8Array = '',
): Uint8Array {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${line}\r\n${head.join('')}\r\n`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body) : body,
  ]);
}

function splitAnswer(text: string): [head: string, rest: string] {
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 4)];
}

function parse(text: string): Pick<RawAnswer, 'status' | 'headers' | 'body'> {
  const [head, rest] = splitAnswer(text);
  const [line = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((each) => {
      const [name = '', ...value] = each.split(':');
      return [name.toLowerCase(), value.join(':').trim()];
    }),
  );
  const status = /^HTTP\/1\.1 (\d{3})/.exec(line)?.[1];
  const isChunked = headers['transfer-encoding'] === 'chunked';
  return {
    status: status ? Number(status) : null,
    headers,
    body: isChunked ? unchunk(rest) : rest,
  };
}

function isComplete(text: string): boolean {
  if (!text.includes('\r\n\r\n')) return false;
  const { headers, status } = parse(text);
  if (status === null) return false;
  const [, rest] = splitAnswer(text);
  const length = headers['content-length'];
  if (headers['transfer-encoding'] === 'chunked') return rest.endsWith('0\r\n\r\n');
  return status === 204 || (length !== undefined && rest.length >= Number(length));
}

function unchunk(text: string): string {
  let body = '';
  for (let position = 0; position < text.length; ) {
    const line = text.indexOf('\r\n', position);
    const size = Number.parseInt(text.slice(position, line), 16);
    if (line === -1 || !(size > 0)) break;
    body += text.slice(line + 2, line + 2 + size);
    position = line + 2 + size + 2;
  }
  return body;
}
