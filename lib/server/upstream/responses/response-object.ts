import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { OutputItem } from './item-results.ts';
import { itemNames } from './output-part.ts';

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
  const status = type.slice('response.'.length);
  return {
    // Perplexity: the error is in the event.
    ...(error !== undefined && { error }),
    ...(isRecord(response) ? response : {}),
    ...(status !== 'completed' && status !== 'done' && { status }),
  };
}

/** The items of a response's output, under their names. */
export function itemsOfResponse(response: JsonObject): OutputItem[] {
  const output = fieldOf(response, 'output');
  if (!Array.isArray(output)) return [];
  return output.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ items: itemNames(index, item['id']), item }] : [],
  );
}

/** The item that an event adds or completes, under its names; null if it has none. */
export function itemOfEvent({ item, output_index: index }: JsonObject): OutputItem | null {
  return isRecord(item) ? { items: itemNames(index, item['id']), item } : null;
}
