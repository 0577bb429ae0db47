import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

type JsonObject = Record<string, unknown>;

/** Whether a value is the Responses API's `Response` object (API reference, "The Response object"). */
export function isResponseObject(value: unknown): value is JsonObject {
  return isRecord(value) && (value['object'] === 'response' || Array.isArray(value['output']));
}
