import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { knownEfforts } from '#lib/core/models/capabilities/read-capabilities.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

/** The type and code an upstream gave its failure, in OpenAI's terms, for clients that depend on them. */
type WireError = { type: string | null; code: string | null };

// Allow-lists rather than a pattern: a broken upstream can put part of the key anywhere.
const TYPES: ReadonlySet<string> = new Set([
  'api_error',
  'billing_not_active',
  'insufficient_quota',
  'invalid_request_error',
  'rate_limit_error',
  'request_forbidden',
  'requests',
  'server_error',
  'service_unavailable_error',
  'tokens',
]);
const CODES: ReadonlySet<string> = new Set([
  'account_deactivated',
  'array_above_max_length',
  'billing_not_active',
  'capacity_exceeded',
  'content_filter',
  'content_policy_violation',
  'context_length_exceeded',
  'empty_array',
  'incorrect_hostname',
  'insufficient_quota',
  'invalid_api_key',
  'invalid_image',
  'invalid_image_format',
  'invalid_image_url',
  'invalid_prompt',
  'invalid_type',
  'invalid_value',
  'ip_not_authorized',
  'mismatched_organization',
  'mismatched_project',
  'missing_required_parameter',
  'model_not_found',
  'no_organization',
  'organization_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'project_spend_limit_exceeded',
  'rate_limit_exceeded',
  'server_is_overloaded',
  'slow_down',
  'string_above_max_length',
  'unknown_parameter',
  'unsupported_content_type',
  'unsupported_country_region_territory',
  'unsupported_parameter',
  'unsupported_value',
]);

/**
 * The `cause` of the error for a request that was answered with an HTTP error; none of it reaches a
 * browser. A failure after a 2xx has a plain `WireError` as its cause, or none.
 */
export type RefusalCause = WireError & {
  refused: true;
  forbidsRetry?: true;
  /** The efforts that the model takes instead of a refused one; empty if it doesn't list them. */
  efforts?: readonly ReasoningEffort[];
};

/** Reads the type and code of an error body or error event; values not on the lists become null. */
export function wireErrorOf(body: unknown): WireError {
  const error = fieldOf(typeof body === 'string' ? parseJson(body) : body, 'error');
  const type = fieldOf(error, 'type');
  const code = fieldOf(error, 'code');
  return {
    type: typeof type === 'string' && TYPES.has(type) ? type : null,
    code: typeof code === 'string' && CODES.has(code) ? code : null,
  };
}

/** Whether a `StarlightError` with this `cause` was answered with an HTTP error. */
export function wasRefused(cause: unknown): boolean {
  return fieldOf(cause, 'refused') === true;
}

/** Whether the upstream forbade a retry, according to the `cause` of a `StarlightError`. */
export function forbidsRetry(cause: unknown): boolean {
  return fieldOf(cause, 'forbidsRetry') === true;
}

/** The wire error that an upstream's `StarlightError` carries as its `cause`. */
export function wireErrorOfCause(cause: unknown): WireError {
  return wireErrorOf({ error: cause });
}

/** The efforts that an upstream's `StarlightError` with this `cause` lists; null if it refused none. */
export function effortsOfCause(cause: unknown): ReasoningEffort[] | null {
  const efforts = fieldOf(cause, 'efforts');
  return Array.isArray(efforts) ? knownEfforts(efforts) : null;
}
