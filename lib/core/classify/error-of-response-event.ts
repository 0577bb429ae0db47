import { isRecord } from '../json/is-record.ts';
import { isErrorPayload } from './classify-error-event.ts';

type JsonObject = Record<string, unknown>;

// The name of an error as the type of an event: `invalid_request_error`.
const ERROR_TYPE = /_error$/;

/**
 * The error that an event or a document is, in one form: `{error: …}`. Null if it is none, which a failed
 * response is not either.
 *
 * OpenAI writes `{type:"error", code, message, param}` (API reference, "Streaming events"), and
 * `{type:"error", error:{…}}`, as Azure does (maximhq/bifrost#6652); llama.cpp and gateways the same
 * without `type`, or with a type of their own.
 */
export function errorOfEvent(value: unknown): { error: unknown } | null {
  if (!isRecord(value)) return isErrorPayload(value) ? { error: value } : null;
  const { type, error, ...rest } = value;
  // A tool that failed, for example, which does not end the response.
  if (isOfResponse(type)) return null;
  if (hasError(error)) return { error };
  if (type === 'error' || type === 'response.error') return { error: rest };
  if (typeof type === 'string') return ERROR_TYPE.test(type) ? { error: value } : null;
  if (value['object'] === 'response' || !isErrorPayload(value)) return null;
  return { error: value };
}

function isOfResponse(type: unknown): boolean {
  return typeof type === 'string' && type.startsWith('response.') && type !== 'response.error';
}

/** Whether an error says more than that there is one. */
export function hasError(error: unknown): boolean {
  if (typeof error === 'string') return error !== '';
  if (!isRecord(error)) return false;
  return hasDetail(error);
}

function hasDetail({ code, message, type, error }: JsonObject): boolean {
  return [code, message, type, error].some(
    (detail) => detail !== null && detail !== undefined && detail !== '',
  );
}
