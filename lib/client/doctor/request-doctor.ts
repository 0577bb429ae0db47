import '../zod-without-eval.ts';
import {
  type DoctorEvent,
  type DoctorScope,
  parseDoctorEvent,
} from '#lib/core/doctor/report/doctor-report.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { postForLines } from './post-for-lines.ts';

/**
 * Has the server examine itself, and yields what happens as it happens.
 *
 * @param scope everything, what needs no request, or one check with those it rests on
 * @throws `StarlightError` when the server refuses, is not reached, or breaks off
 */
export async function* requestDoctor(
  scope: DoctorScope,
  signal: AbortSignal,
): AsyncGenerator<DoctorEvent, void> {
  let last: DoctorEvent['type'] | null = null;
  for await (const line of postForLines('/api/doctor', scope, signal)) {
    const event = parseDoctorEvent(JSON.parse(line));
    if (!event) continue;
    last = event.type;
    yield event;
  }
  if (last !== 'report') throw new StarlightError('starlight_unreachable');
}
