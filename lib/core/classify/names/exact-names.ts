import type { NameRule } from './name-rule.ts';
import { REQUEST_NAMES } from './request-names.ts';

/**
 * Names with one meaning, as codes or as types: OpenAI's (error-codes guide,
 * tests/fixtures/openai-errors.json, and the error enum of its Responses API) and those of the
 * dialects named next to them.
 */
export const EXACT_NAMES: readonly NameRule[] = [
  // Authentication
  { names: ['missing_api_key', 'no_api_key'], kind: 'key_missing' },
  {
    names: [
      'invalid_api_key',
      // Google's OpenAI endpoint, with status 400
      'API_KEY_INVALID',
      // LiteLLM
      'token_not_found_in_db',
      'expired_key',
    ],
    kind: 'key_invalid',
  },
  // chatboxai/chatbox#983: OpenAI's sign-in was down; keys were fine.
  { names: ['auth_subrequest_error'], kind: 'server_error', reason: 'auth_outage' },
  {
    // organization_restricted: Groq
    names: ['account_deactivated', 'access_terminated', 'organization_restricted'],
    kind: 'account_deactivated',
  },
  { names: ['no_organization'], kind: 'organization_mismatch', reason: 'no_organization' },
  {
    names: ['mismatched_organization', 'invalid_organization'],
    kind: 'organization_mismatch',
    reason: 'header_mismatch',
  },
  {
    names: ['mismatched_project', 'invalid_project'],
    kind: 'project_mismatch',
    reason: 'header_mismatch',
  },
  { names: ['ip_not_authorized', 'ip_not_allowed'], kind: 'ip_not_allowed' },
  { names: ['incorrect_hostname', 'data_residency_mismatch'], kind: 'wrong_host' },
  {
    names: ['missing_scope', 'missing_scopes', 'insufficient_permissions'],
    kind: 'missing_scopes',
  },
  {
    names: [
      // RFC 6749, 5.2 and RFC 8693, 2.2.2; openai-node's OAuthError
      'invalid_grant',
      'invalid_subject_token',
      'invalid_client',
      'unauthorized_client',
      'unsupported_grant_type',
      // ChatGPT's session tokens
      'token_expired',
      'token_invalidated',
    ],
    kind: 'wrong_credential_type',
    reason: 'oauth_token',
  },
  { names: ['unsupported_country_region_territory'], kind: 'region_unsupported' },

  // Model and route
  { names: ['model_not_found'], statuses: [403], kind: 'model_not_allowed' },
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
  {
    // DeploymentNotFound: Azure. model_decommissioned: Groq
    names: ['model_not_found', 'DeploymentNotFound', 'model_decommissioned'],
    kind: 'model_not_found',
  },
  {
    // Groq
    names: ['model_permission_blocked_org', 'model_permission_blocked_project'],
    kind: 'model_not_allowed',
  },
  { names: ['model_terms_required'], kind: 'setting_required', reason: 'terms' },
  // Azure: "The chatCompletion operation does not work with the specified model"
  { names: ['OperationNotSupported'], kind: 'model_wrong_endpoint' },
  { names: ['method_not_supported', 'method_not_allowed'], kind: 'wrong_url', reason: 'method' },
  { names: ['unknown_url'], kind: 'wrong_url' },

  ...REQUEST_NAMES,

  // Limits and billing
  { names: ['insufficient_quota', 'credit_balance_exhausted'], kind: 'quota_exhausted' },
  {
    // one-api, new-api
    names: ['insufficient_user_quota', 'pre_consume_token_quota_failed'],
    kind: 'quota_exhausted',
  },
  {
    names: ['project_spend_limit_exceeded'],
    kind: 'spend_limit_reached',
    reason: 'project',
  },
  {
    names: ['organization_spend_limit_exceeded', 'billing_hard_limit_reached'],
    kind: 'spend_limit_reached',
    reason: 'organization',
  },
  {
    names: ['organization_usage_limit_exceeded'],
    kind: 'spend_limit_reached',
    reason: 'usage_tier',
  },
  { names: ['billing_not_active'], kind: 'billing_inactive' },
  // LiteLLM
  { names: ['budget_exceeded'], kind: 'spend_limit_reached', reason: 'key' },
  // Moonshot
  { names: ['exceeded_current_quota_error'], kind: 'quota_exhausted' },
  { names: ['openrouter_free_tier_daily'], kind: 'rate_limited_daily' },
  { names: ['cf_bad_gateway'], kind: 'bad_gateway' },
  { names: ['cf_gateway_timeout'], kind: 'gateway_timeout' },
  { names: ['cf_service_unavailable'], kind: 'overloaded' },
  { names: ['slow_down'], kind: 'overloaded', reason: 'slow_down' },
  {
    names: ['server_is_overloaded', 'engine_overloaded', 'capacity_exceeded', 'NoCapacity'],
    kind: 'overloaded',
  },
];
