import { isResponseObject, lastResponseOf } from '../chat/last-response-of.ts';
import { classifyErrorEvent } from '../classify/classify-error-event.ts';
import { errorOfEvent, hasError } from '../classify/error-of-response-event.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import type { ProviderId } from '../providers/provider-names.ts';

const UNFINISHED: readonly unknown[] = ['cancelled', 'canceled', 'queued', 'in_progress'];

/** Whether a value is a whole response of the Responses API, rather than an event or an error. */
export function isResponseDocument(value: unknown): boolean {
  return isResponseObject(value) && typeof value['type'] !== 'string';
}

/**
 * How a response failed, as the chat would see it; null if it ended, complete or not.
 *
 * @param values the data of its events in order, or its one document
 */
export function readResponseEnd(
  values: readonly unknown[],
  provider: ProviderId | null,
): Failure | null {
  let hasFailed = false;
  for (const value of values) {
    const last = lastResponseOf(value);
    const error = last ? errorOfResponse(last) : errorOfEvent(value);
    if (error) return classifyErrorEvent(error, provider);
    const status = last?.['status'];
    // Azure gives the reason in an error event after this one.
    if (status === 'failed') hasFailed = true;
    else if (last && !UNFINISHED.includes(status)) return null;
  }
  return hasFailed ? classifyErrorEvent({ error: {} }, provider) : { kind: 'reply_interrupted' };
}

function errorOfResponse(response: Record<string, unknown>): { error: unknown } | null {
  const error = fieldOf(response, 'error');
  return response['status'] === 'failed' && hasError(error) ? { error } : null;
}
