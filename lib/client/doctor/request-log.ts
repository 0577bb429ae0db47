import '../zod-without-eval.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { parseResponseLog, type ResponseLog } from '#lib/core/response-log/response-log.ts';
import { readFailedResponse } from '../chat/read-failed-response.ts';

/** The log and the ETag for the next conditional request. */
export type LogAnswer = { log: ResponseLog; etag: string | null };

/**
 * Reads the response log. `null`: unchanged since the response with `etag`.
 *
 * @throws `StarlightError` when the server rejects the request, is unreachable, or sends anything else
 */
export async function requestLog(
  etag: string | null,
  signal: AbortSignal,
): Promise<LogAnswer | null> {
  const response = await send(etag, signal);
  if (response.status === 304) return null;
  if (!response.ok) throw new StarlightError(await readFailedResponse(response));
  const log = parseResponseLog(await response.json().catch(() => null));
  if (!log) throw new StarlightError('starlight_unreachable');
  return { log, etag: response.headers.get('etag') };
}

async function send(etag: string | null, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch('/api/log', {
      headers: { accept: 'application/json', ...(etag !== null && { 'if-none-match': etag }) },
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new StarlightError(navigator.onLine ? 'starlight_unreachable' : 'offline');
  }
}
