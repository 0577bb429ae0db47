import type { NameRule } from './name-rule.ts';

/** Error types, used only if no code decides. `invalid_request_error` alone is not specific enough. */
export const TYPE_RULES: readonly NameRule[] = [
  // Older responses have the code in `type`.
  { names: ['insufficient_quota'], kind: 'quota_exhausted' },
  { names: ['billing_not_active'], kind: 'billing_inactive' },
  { names: ['access_terminated'], kind: 'account_deactivated' },
  { names: ['requests', 'tokens', 'input_tokens'], kind: 'rate_limited' },
  // chatboxai/chatbox#983: OpenAI's sign-in was down; keys were fine.
  { names: ['auth_subrequest_error'], kind: 'server_error', reason: 'auth_outage' },
  { names: ['cf_bad_gateway'], kind: 'bad_gateway' },
  { names: ['cf_gateway_timeout'], kind: 'gateway_timeout' },
  { names: ['cf_service_unavailable'], kind: 'overloaded' },
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
  // llama.cpp, ggml-org/llama.cpp#15780
  { names: ['exceed_context_size_error'], kind: 'context_too_long' },
  {
    // Anthropic and LiteLLM; class names of vLLM; Moonshot; Google
    names: [
      'authentication_error',
      'auth_error',
      'invalid_authentication_error',
      'unauthenticated',
      'token_not_found_in_db',
      'expired_key',
    ],
    kind: 'key_invalid',
  },
  {
    // LiteLLM's proxy
    names: [
      'key_model_access_denied',
      'team_model_access_denied',
      'user_model_access_denied',
      'org_model_access_denied',
    ],
    kind: 'model_not_allowed',
  },
  { names: ['budget_exceeded'], kind: 'spend_limit_reached', reason: 'key' },
  { names: ['exceeded_current_quota_error'], kind: 'quota_exhausted' },
  {
    names: ['openrouter_free_tier_daily'],
    kind: 'rate_limited_daily',
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
  { names: ['content_filter'], kind: 'content_flagged' },

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
