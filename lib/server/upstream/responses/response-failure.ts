import 'server-only';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { ProviderId } from '#lib/core/providers/provider-names.ts';
import { wireErrorOf } from '../wire-error.ts';

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
  if (hasError(error)) return { error };
  if (type === 'error') return { error: rest };
  if (typeof type === 'string') return ERROR_TYPE.test(type) ? { error: value } : null;
  if (value['object'] === 'response' || !isErrorPayload(value)) return null;
  return { error: value };
}

/** The failure that an error is, with its type and code in OpenAI's terms as its cause. */
export function toResponseFailure(
  error: { error: unknown },
  provider: ProviderId | null,
): StarlightError {
  const failure = new StarlightError(classifyErrorEvent(error, provider));
  failure.cause = wireErrorOf(error);
  return failure;
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
