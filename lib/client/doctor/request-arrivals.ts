import '../zod-without-eval.ts';
import { type ListenEvent, parseListenEvent } from '#lib/core/doctor/arrival/arrival-report.ts';
import { postForLines } from './post-for-lines.ts';

/**
 * Opens an address for other programs, and yields it and what arrives there until the server ends
 * it or `signal` does.
 *
 * @throws `StarlightError` when the server refuses or is not reached
 */
export async function* requestArrivals(signal: AbortSignal): AsyncGenerator<ListenEvent, void> {
  for await (const line of postForLines('/api/doctor/listen', {}, signal)) {
    const event = parseListenEvent(JSON.parse(line));
    if (event) yield event;
  }
}
