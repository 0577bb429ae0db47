import '../zod-without-eval.ts';
import {
  type DoctorEvent,
  type DoctorScope,
  parseDoctorEvent,
} from '#lib/core/doctor/report/doctor-report.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { postForLines } from './post-for-lines.ts';

/**
 * Runs the doctor on the server and yields its events as they happen.
 *
 * @param scope all checks, those that need no request, or one check with its dependencies
 * @throws `StarlightError` when the server rejects the request, is unreachable, or ends early
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
