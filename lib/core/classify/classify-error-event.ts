import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import { isRecord } from '../json/is-record.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import { decideKind } from './decide-kind.ts';
import { readFailureDetails } from './details/read-failure-details.ts';
import { readErrorShape } from './evidence/read-error-shape.ts';

/**
 * Classifies an error that a stream reports after its headers. Takes the parsed JSON of the event's
 * data. `status` is the status in the event, if it is an HTTP error status.
 *
 * Never throws and returns no upstream text, like `classifyUpstreamError`. An error without details
 * is a `server_error`: the upstream started to reply and gave up.
 */
export function classifyErrorEvent(value: unknown, provider: ProviderId | null = null): Failure {
  const shape = readErrorShape(errorOfChoice(value) ?? value);
  const verdict = decideKind(shape, undefined, 'json', provider);
  return {
    kind: verdict.kind,
    certainty: verdict.certainty,
    ...(shape.status !== undefined && shape.status !== 407 && { status: shape.status }),
    ...readFailureDetails(verdict, shape),
  };
}

/**
 * Whether a value is an error rather than a chunk or a completion: `{error:…}`, vLLM's
 * `{object:"error"}`, `{type:"error"}`, `{detail:…}`, `{success:false}`, Google's `[{error:…}]`, or
 * an error inside a choice (OpenRouter). `error: null` next to choices is a chunk.
 */
export function isErrorPayload(value: unknown): boolean {
  if (Array.isArray(value)) return isRecord(value[0]) && isErrorPayload(value[0]);
  if (!isRecord(value)) return false;
  if (hasContent(value['error'])) return true;
  if (value['object'] === 'error' || value['type'] === 'error') return true;
  if (isFailureCode(fieldOf(value['base_resp'], 'status_code'))) return true;
  if (isFailureCode(value['error_code'])) return true;
  if (Object.hasOwn(value, 'choices')) return errorOfChoice(value) !== null;
  const { status } = value;
  return (
    value['success'] === false ||
    (typeof status === 'string' && ['failure', 'failed', 'error'].includes(status)) ||
    hasContent(value['detail']) ||
    hasContent(value['errors']) ||
    hasContent(fieldOf(value['Response'], 'Error')) ||
    hasContent(fieldOf(value['response'], 'error')) ||
    (typeof value['message'] === 'string' && !Object.hasOwn(value, 'id'))
  );
}

/** OpenRouter's error inside a choice, or an empty one for `finish_reason: "error"`; otherwise `null`. */
function errorOfChoice(value: unknown): Record<string, unknown> | null {
  const choices = isRecord(value) && !hasContent(value['error']) ? value['choices'] : null;
  const choice: unknown = Array.isArray(choices) ? choices[0] : null;
  if (!isRecord(choice)) return null;
  if (hasContent(choice['error'])) return { error: choice['error'] };
  return choice['finish_reason'] === 'error' ? { error: {} } : null;
}

/** MiniMax and Baidu report failures inside a 200, with a code that is 0 when all is well. */
function isFailureCode(code: unknown): boolean {
  return typeof code === 'number' ? code !== 0 : typeof code === 'string' && /^[1-9A-Z]/.test(code);
}

function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value === true || (typeof value === 'string' && value !== '') || isRecord(value);
}
