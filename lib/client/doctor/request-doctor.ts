import {
  type CheckId,
  type DoctorEvent,
  parseDoctorEvent,
} from '#lib/core/doctor/doctor-report.ts';
import { StarlightError } from '#lib/core/starlight-error.ts';
import { readFailedResponse } from '../chat/read-failed-response.ts';

/**
 * Has the server examine itself, and yields what happens as it happens.
 *
 * @param check one check alone, with those it rests on
 * @throws `StarlightError` when the server refuses, is not reached, or breaks off
 */
export async function* requestDoctor(
  check: CheckId | undefined,
  signal: AbortSignal,
): AsyncGenerator<DoctorEvent, void> {
  const response = await send(check, signal);
  if (!response.ok || !response.body) throw new StarlightError(await readFailedResponse(response));
  let last: DoctorEvent['type'] | null = null;
  for await (const line of linesOf(response.body)) {
    const event = parseDoctorEvent(JSON.parse(line));
    if (!event) continue;
    last = event.type;
    yield event;
  }
  if (last !== 'report') throw new StarlightError('starlight_unreachable');
}

async function send(check: CheckId | undefined, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch('/api/doctor', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify({ check }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new StarlightError(navigator.onLine ? 'starlight_unreachable' : 'offline');
  }
}

async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (held + value).split('\n');
    held = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}
