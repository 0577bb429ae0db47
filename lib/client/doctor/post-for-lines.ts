import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { readFailedResponse } from '../chat/read-failed-response.ts';
import { readLines } from './read-lines.ts';

/**
 * Posts JSON to this site and yields the lines of the response as they arrive.
 *
 * @throws `StarlightError` when the server rejects the request or is unreachable; the browser's own
 *   error when the response is cut off or `signal` aborts
 */
export async function* postForLines(
  path: string,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const response = await send(path, body, signal);
  if (!response.ok || !response.body) throw new StarlightError(await readFailedResponse(response));
  yield* readLines(response.body);
}

async function send(path: string, body: object, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new StarlightError(navigator.onLine ? 'starlight_unreachable' : 'offline');
  }
}
