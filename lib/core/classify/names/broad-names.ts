import type { NameRule } from './name-rule.ts';

/**
 * Codes and types that name a class of failures, used only if the words say nothing more exact.
 * `invalid_request_error` and `permission_denied` alone are not specific enough to be here.
 */
export const BROAD_NAMES: readonly NameRule[] = [
  {
    // OpenAI (the limit's unit is the type); Mistral; Azure
    names: [
      'rate_limit_exceeded',
      'rate_limited',
      'too_many_requests',
      'requests',
      'tokens',
      'input_tokens',
    ],
    kind: 'rate_limited',
  },
  {
    // Anthropic and class names; LiteLLM; Moonshot; Google
    names: [
      'rate_limit_error',
      'throttling_error',
      'rate_limit_reached_error',
      'resource_exhausted',
    ],
    kind: 'rate_limited',
  },
  // "That model is currently overloaded", 2023
  { names: ['server_error'], statuses: [429], kind: 'overloaded' },
  {
    // OpenAI; llama.cpp; Anthropic; Moonshot
    names: [
      'service_unavailable_error',
      'unavailable_error',
      'overloaded_error',
      'engine_overloaded_error',
    ],
    kind: 'overloaded',
  },
  {
    // Anthropic and LiteLLM; class names of vLLM; Moonshot; Google
    names: [
      'unauthorized',
      'authentication_error',
      'auth_error',
      'invalid_authentication_error',
      'unauthenticated',
    ],
    kind: 'key_invalid',
  },
  {
    // OpenAI, for values that no code describes
    names: ['invalid_parameter', 'invalid_value', 'invalid_type'],
    kind: 'bad_request',
  },
  ...([[500], 'none'] as const).map((statuses) => ({
    names: ['server_error', 'internal_error', 'internal_server_error', 'internal'],
    statuses,
    kind: 'server_error' as const,
  })),

  // Without a status, as in a stream, the type has to decide.
  {
    names: ['invalid_request_error', 'bad_request_error', 'invalid_argument'],
    statuses: 'none',
    kind: 'bad_request',
  },
  { names: ['permission_error', 'permission_denied'], statuses: 'none', kind: 'missing_scopes' },
  { names: ['not_found_error', 'not_found'], statuses: 'none', kind: 'model_not_found' },
  { names: ['unavailable'], statuses: 'none', kind: 'overloaded' },
  { names: ['deadline_exceeded', 'timeout_error'], statuses: 'none', kind: 'gateway_timeout' },
];
