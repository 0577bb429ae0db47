import 'server-only';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type BodyWrites, BREAK_AFTER_MS, writesOf } from '../../chat/pulled-body.ts';

/** Sends a handler's response, no faster than the client reads. A body that fails breaks the connection. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) {
    await response.body?.cancel();
    return;
  }
  // A write that meets a connection that has just closed must not end the process.
  outgoing.on('error', () => outgoing.destroy());
  outgoing.writeHead(response.status, [...response.headers].flat());
  const writes = writesOf(response.body);
  if (writes) await sendWrites(writes, outgoing);
  else if (response.body) await sendBytes(response.body, outgoing);
  else outgoing.end();
}

// What is sent to a client at once at most.
const MAX_JOINED_LENGTH = 64 * 1024;

/**
 * Sends the writes of a reply. Those that are made in the same turn of the event loop, of what the upstream
 * sent together, become one: the write to the socket costs more than anything else that a chunk passes through.
 */
async function sendWrites(writes: BodyWrites, outgoing: ServerResponse): Promise<void> {
  let joined = '';
  let scheduled: NodeJS.Immediate | null = null;
  const flush = () => {
    if (scheduled) clearImmediate(scheduled);
    scheduled = null;
    const text = joined;
    joined = '';
    if (text !== '' && !outgoing.destroyed) outgoing.write(text);
  };
  outgoing.once('close', () => {
    joined = '';
    if (!outgoing.writableFinished) writes.cancel();
  });
  for (;;) {
    const { text, end } = await writes.next();
    if (outgoing.destroyed) return;
    joined += text;
    if (end !== false) {
      flush();
      return await endWith(end, outgoing);
    }
    if (joined.length >= MAX_JOINED_LENGTH) flush();
    else if (joined !== '') scheduled ??= setImmediate(flush);
    if (outgoing.writableNeedDrain && !(await drains(outgoing))) return;
  }
}

async function endWith(end: 'clean' | 'broken', outgoing: ServerResponse): Promise<void> {
  if (end === 'clean') {
    outgoing.end();
    return;
  }
  await wait(BREAK_AFTER_MS);
  outgoing.destroy();
}

async function sendBytes(
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
): Promise<void> {
  const reader = body.getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value) && !(await drains(outgoing))) return;
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** Whether the client has read what was written to it, rather than left. */
async function drains(outgoing: ServerResponse): Promise<boolean> {
  const left = new AbortController();
  const onClose = () => left.abort();
  outgoing.once('close', onClose);
  if (outgoing.destroyed) left.abort();
  try {
    await once(outgoing, 'drain', { signal: left.signal });
    return true;
  } catch {
    return false;
  } finally {
    outgoing.off('close', onClose);
  }
}
