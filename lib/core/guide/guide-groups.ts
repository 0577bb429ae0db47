import { type ErrorKind, isErrorKind } from '../errors/error-kinds.ts';

/** The chapters of the guide, in reading order. */
export const GUIDE_GROUPS = [
  { id: 'key', title: 'Key and access' },
  { id: 'limits', title: 'Limits and billing' },
  { id: 'requests', title: 'Requests' },
  { id: 'connection', title: 'Connection' },
  { id: 'reply', title: 'The reply' },
  { id: 'site', title: 'This site' },
] as const;

export type GuideGroup = (typeof GUIDE_GROUPS)[number];
type GuideGroupId = GuideGroup['id'];

const GROUP_OF_KIND: Record<ErrorKind, GuideGroupId> = {
  key_missing: 'key',
  key_malformed: 'key',
  key_invalid: 'key',
  wrong_credential_type: 'key',
  account_deactivated: 'key',
  organization_mismatch: 'key',
  project_mismatch: 'key',
  ip_not_allowed: 'key',
  missing_scopes: 'key',
  region_unsupported: 'key',
  network_blocked: 'key',
  model_not_allowed: 'key',
  plan_excludes_model: 'key',
  setting_required: 'key',
  organization_unverified: 'key',
  refused: 'key',

  rate_limited: 'limits',
  rate_limited_daily: 'limits',
  request_too_large: 'limits',
  quota_exhausted: 'limits',
  spend_limit_reached: 'limits',
  billing_inactive: 'limits',

  bad_request: 'requests',
  unsupported_parameter: 'requests',
  context_too_long: 'requests',
  message_too_long: 'requests',
  payload_too_large: 'requests',
  output_limit_too_large: 'requests',
  image_rejected: 'requests',
  image_not_supported: 'requests',
  content_flagged: 'requests',
  conflict: 'requests',
  model_not_found: 'requests',
  model_wrong_endpoint: 'requests',
  wrong_url: 'requests',
  wrong_host: 'requests',

  server_error: 'connection',
  overloaded: 'connection',
  model_unavailable: 'connection',
  bad_gateway: 'connection',
  gateway_timeout: 'connection',
  upstream_timeout: 'connection',
  proxy_failed: 'connection',
  dns_failure: 'connection',
  connection_refused: 'connection',
  connection_lost: 'connection',
  tls_failure: 'connection',
  not_an_api: 'connection',
  upstream_redirected: 'connection',
  unknown: 'connection',

  reply_interrupted: 'reply',
  reply_stalled: 'reply',
  reply_timeout: 'reply',
  reply_truncated: 'reply',
  reply_filtered: 'reply',
  reply_refused: 'reply',
  reply_end_unknown: 'reply',
  reply_empty: 'reply',
  reply_invalid: 'reply',

  access_required: 'site',
  access_code_wrong: 'site',
  visitor_rate_limited: 'site',
  too_many_at_once: 'site',
  budget_spent: 'site',
  invalid_request: 'site',
  model_not_offered: 'site',
  body_too_large: 'site',
  duplicate_turn: 'site',
  origin_rejected: 'site',
  method_not_allowed: 'site',
  unsupported_media_type: 'site',
  not_configured: 'site',
  closed: 'site',
  busy: 'site',
  store_unavailable: 'site',
  server_restarting: 'site',
  internal: 'site',
  platform_timeout: 'site',
  offline: 'site',
  starlight_unreachable: 'site',
};

/** Every kind of failure, in the order of the guide. */
export const GUIDE_KINDS: readonly ErrorKind[] = Object.keys(GROUP_OF_KIND).filter(isErrorKind);

/** The kinds in a chapter, in reading order. */
export function kindsOfGroup(id: GuideGroupId): readonly ErrorKind[] {
  return GUIDE_KINDS.filter((kind) => GROUP_OF_KIND[kind] === id);
}

/** The chapter a kind belongs to. */
export function groupOfKind(kind: ErrorKind): GuideGroup {
  const group = GUIDE_GROUPS.find(({ id }) => id === GROUP_OF_KIND[kind]);
  return group ?? GUIDE_GROUPS[0];
}
