import type { ErrorKind } from '../errors/error-kinds.ts';

// Each line lists failures that people confuse: they share a status, a moment or some words.
const CONFUSED_GROUPS: readonly (readonly ErrorKind[])[] = [
  ['rate_limited', 'quota_exhausted', 'request_too_large', 'visitor_rate_limited'],
  ['rate_limited', 'rate_limited_daily', 'overloaded'],
  ['quota_exhausted', 'spend_limit_reached', 'billing_inactive', 'budget_spent'],
  ['visitor_rate_limited', 'too_many_at_once', 'budget_spent'],
  ['key_missing', 'key_malformed', 'key_invalid', 'wrong_credential_type'],
  ['key_missing', 'not_configured', 'access_required'],
  ['key_invalid', 'account_deactivated'],
  ['key_invalid', 'access_code_wrong'],
  ['organization_mismatch', 'project_mismatch', 'missing_scopes'],
  ['missing_scopes', 'model_not_allowed', 'organization_unverified'],
  ['model_not_found', 'model_not_allowed', 'model_not_offered'],
  ['plan_excludes_model', 'model_not_allowed', 'quota_exhausted', 'rate_limited_daily'],
  ['refused', 'missing_scopes', 'setting_required', 'network_blocked'],
  ['model_not_found', 'wrong_url', 'model_wrong_endpoint'],
  ['region_unsupported', 'network_blocked', 'ip_not_allowed'],
  ['wrong_host', 'wrong_url'],
  ['context_too_long', 'message_too_long', 'request_too_large'],
  ['context_too_long', 'reply_truncated'],
  ['output_limit_too_large', 'context_too_long', 'reply_truncated'],
  ['image_not_supported', 'image_rejected'],
  ['payload_too_large', 'body_too_large', 'image_rejected'],
  ['bad_request', 'unsupported_parameter', 'invalid_request'],
  ['invalid_request', 'unsupported_media_type', 'method_not_allowed'],
  ['content_flagged', 'reply_filtered', 'reply_refused'],
  ['conflict', 'duplicate_turn'],
  ['server_error', 'overloaded', 'bad_gateway'],
  ['server_error', 'internal'],
  ['model_unavailable', 'overloaded', 'server_error'],
  ['overloaded', 'busy'],
  ['busy', 'server_restarting'],
  ['store_unavailable', 'busy', 'internal'],
  ['gateway_timeout', 'upstream_timeout', 'platform_timeout', 'reply_timeout'],
  ['connection_refused', 'dns_failure', 'connection_lost', 'tls_failure', 'proxy_failed'],
  ['not_an_api', 'upstream_redirected', 'wrong_url'],
  ['offline', 'starlight_unreachable'],
  ['starlight_unreachable', 'server_restarting'],
  ['reply_interrupted', 'reply_stalled', 'connection_lost'],
  ['reply_interrupted', 'reply_truncated', 'reply_end_unknown'],
  ['reply_empty', 'reply_invalid', 'not_an_api'],
  ['not_configured', 'closed', 'busy'],
  ['origin_rejected', 'access_required'],
];

/** The failures most easily confused with this one, the likeliest first; empty if there are none. */
export function confusedWith(kind: ErrorKind): readonly ErrorKind[] {
  const groups = CONFUSED_GROUPS.filter((group) => group.includes(kind));
  return [...new Set(groups.flat())].filter((other) => other !== kind);
}
