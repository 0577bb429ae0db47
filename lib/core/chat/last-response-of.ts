import { isRecord } from '../json/is-record.ts';

type JsonObject = Record<string, unknown>;

// `done` and `cancelled`: gateways.
const LAST_EVENTS: ReadonlySet<unknown> = new Set(
  ['completed', 'incomplete', 'failed', 'done', 'cancelled', 'canceled'].map(
    (status) => `response.${status}`,
  ),
);

/** Whether a value is the Responses API's `Response` object (API reference, "The response object"). */
export function isResponseObject(value: unknown): value is JsonObject {
  return isRecord(value) && (value['object'] === 'response' || Array.isArray(value['output']));
}

/**
 * The `Response` of the event that ends a stream, or of a document; null for any other value. An event
 * without one has an empty `Response` with the status that its type tells.
 */
export function lastResponseOf(value: unknown): JsonObject | null {
  if (!isRecord(value)) return null;
  const { type, response, error } = value;
  if (typeof type !== 'string') return isResponseObject(value) ? value : null;
  if (!LAST_EVENTS.has(type)) return null;
  // Perplexity: the error is in the event.
  const last: JsonObject = {
    ...(error !== undefined && { error }),
    ...(isRecord(response) ? response : {}),
  };
  return { ...last, status: lastStatusOf(type, last['status']) };
}

/** The event's type tells how it ended, unless it only tells that it did; then the status may say more. */
function lastStatusOf(type: string, status: unknown): unknown {
  const told = type.slice('response.'.length);
  if (told !== 'completed' && told !== 'done') return told;
  // A gateway that forgot to change it.
  return status === 'queued' || status === 'in_progress' ? 'completed' : status;
}
