import type { Failure } from '../errors/starlight-error.ts';
import { isRecord } from '../json/is-record.ts';
import { decideKind } from './decide-kind.ts';
import { readFailureDetails } from './details/read-failure-details.ts';
import { readErrorShape } from './read-error-shape.ts';

/**
 * Names the failure that an event of a stream reports once headers are gone: the parsed JSON of
 * its data. `status` is the number inside, if it is one of HTTP's errors.
 *
 * Total, and without text of the upstream, like `classifyUpstreamError`. An error that says
 * nothing is a `server_error`: the upstream began to answer and gave up.
 */
export function classifyErrorEvent(value: unknown): Failure {
  const shape = readErrorShape(errorOfChoice(value) ?? value);
  const verdict = decideKind(shape, undefined, 'json');
  return {
    kind: verdict.kind,
    ...(shape.status !== undefined && shape.status !== 407 && { status: shape.status }),
    ...readFailureDetails(verdict, shape),
  };
}

/**
 * Tells an error from a chunk or a completion: `{error:…}`, vLLM's `{object:"error"}`,
 * `{type:"error"}`, `{detail:…}`, `{success:false}`, Google's `[{error:…}]`, and an error within a
 * choice (OpenRouter). `error: null` beside choices is a chunk.
 */
export function isErrorPayload(value: unknown): boolean {
  if (Array.isArray(value)) return isRecord(value[0]) && isErrorPayload(value[0]);
  if (!isRecord(value)) return false;
  if (saysSomething(value['error'])) return true;
  if (value['object'] === 'error' || value['type'] === 'error') return true;
  if (Object.hasOwn(value, 'choices')) return errorOfChoice(value) !== null;
  const { status } = value;
  return (
    value['success'] === false ||
    (typeof status === 'string' && ['failure', 'failed', 'error'].includes(status)) ||
    saysSomething(value['detail']) ||
    saysSomething(value['errors']) ||
    (typeof value['message'] === 'string' && !Object.hasOwn(value, 'id'))
  );
}

/** OpenRouter's error within a choice, or an empty one for `finish_reason: "error"`; else `null`. */
function errorOfChoice(value: unknown): Record<string, unknown> | null {
  const choices = isRecord(value) && !saysSomething(value['error']) ? value['choices'] : null;
  const choice: unknown = Array.isArray(choices) ? choices[0] : null;
  if (!isRecord(choice)) return null;
  if (saysSomething(choice['error'])) return { error: choice['error'] };
  return choice['finish_reason'] === 'error' ? { error: {} } : null;
}

function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value === true || (typeof value === 'string' && value !== '') || isRecord(value);
}
