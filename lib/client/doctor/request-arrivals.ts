import '../zod-without-eval.ts';
import { type ListenEvent, parseListenEvent } from '#lib/core/doctor/arrival/arrival-report.ts';
import { postForLines } from './post-for-lines.ts';

/**
 * Opens a URL for other programs and yields it and the requests that arrive there until the server
 * closes it or `signal` aborts.
 *
 * @throws `StarlightError` when the server rejects the request or is unreachable
 */
export async function* requestArrivals(signal: AbortSignal): AsyncGenerator<ListenEvent, void> {
  for await (const line of postForLines('/api/doctor/listen', {}, signal)) {
    const event = parseListenEvent(JSON.parse(line));
    if (event) yield event;
  }
}
