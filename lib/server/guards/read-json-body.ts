import 'server-only';
import { StarlightError } from '#lib/core/starlight-error.ts';

type ReadOptions = {
  maxBytes: number;
  /** For the whole body, so that one sent a byte at a time does not hold a connection for ever. */
  timeoutMs: number;
  signal?: AbortSignal;
};

/**
 * Reads a JSON body and counts while reading, since Next itself has no limit.
 *
 * @returns the decoded value, to be checked by a schema
 * @throws `body_too_large` at the first byte over; `invalid_request` with `details.field` `body`
 *   for anything that is not JSON in UTF-8, with status 408 when it does not arrive in time
 */
export async function readJsonBody(request: Request, options: ReadOptions): Promise<unknown> {
  const bytes = await readBytes(request, options);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('body_not_utf8');
  }
  if (text.trim() === '') throw unreadable('body_empty');
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('body_not_json');
  }
}

async function readBytes(request: Request, options: ReadOptions): Promise<Uint8Array> {
  if (request.bodyUsed) throw unreadable('body_incomplete');
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const { maxBytes, timeoutMs, signal } = options;
  const stopped = Promise.withResolvers<never>();
  const stop = (error: StarlightError) => stopped.reject(error);
  const timer = setTimeout(() => stop(unreadable('body_timeout', 408)), timeoutMs);
  const onAbort = () => stop(unreadable('body_incomplete'));
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  try {
    return await Promise.race([collect(reader, maxBytes), stopped.promise]);
  } catch (error) {
    reader.cancel().catch(ignoreBrokenStream);
    throw error instanceof StarlightError ? error : unreadable('body_incomplete');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > maxBytes) {
      throw new StarlightError({
        kind: 'body_too_large',
        details: { limit: maxBytes, limitUnit: 'bytes' },
      });
    }
    chunks.push(value);
  }
}

function unreadable(reason: string, status = 400): StarlightError {
  return new StarlightError({
    kind: 'invalid_request',
    status,
    details: { field: 'body', reason },
  });
}

/** The client is gone, or was refused: how its stream ends no longer matters. */
function ignoreBrokenStream(): void {}
