/**
 * Every failure Starlight knows, by name, with its usual HTTP status.
 *
 * `status` is the response's status if the upstream gave none; `null` means that no HTTP status is
 * involved (the stream broke off, the browser is offline).
 * `origin` is where the failure happens: at the upstream, in Starlight's own guards, in a reply that
 * has already started, or only in the browser.
 */
export const ERROR_KINDS = {
  key_missing: { status: 401, origin: 'upstream' },
  key_malformed: { status: 401, origin: 'upstream' },
  key_invalid: { status: 401, origin: 'upstream' },
  account_deactivated: { status: 401, origin: 'upstream' },
  organization_mismatch: { status: 401, origin: 'upstream' },
  project_mismatch: { status: 401, origin: 'upstream' },
  ip_not_allowed: { status: 401, origin: 'upstream' },
  missing_scopes: { status: 401, origin: 'upstream' },
  wrong_host: { status: 401, origin: 'upstream' },
  wrong_credential_type: { status: 401, origin: 'upstream' },
  region_unsupported: { status: 403, origin: 'upstream' },
  model_not_allowed: { status: 403, origin: 'upstream' },
  plan_excludes_model: { status: 403, origin: 'upstream' },
  setting_required: { status: 403, origin: 'upstream' },
  organization_unverified: { status: 403, origin: 'upstream' },
  refused: { status: 403, origin: 'upstream' },
  network_blocked: { status: 403, origin: 'upstream' },
  model_not_found: { status: 404, origin: 'upstream' },
  model_wrong_endpoint: { status: 404, origin: 'upstream' },
  wrong_url: { status: 404, origin: 'upstream' },
  bad_request: { status: 400, origin: 'upstream' },
  context_too_long: { status: 400, origin: 'upstream' },
  message_too_long: { status: 400, origin: 'upstream' },
  output_limit_too_large: { status: 400, origin: 'upstream' },
  unsupported_parameter: { status: 400, origin: 'upstream' },
  image_rejected: { status: 400, origin: 'upstream' },
  image_not_supported: { status: 400, origin: 'upstream' },
  content_flagged: { status: 400, origin: 'upstream' },
  conflict: { status: 409, origin: 'upstream' },
  payload_too_large: { status: 413, origin: 'upstream' },
  rate_limited: { status: 429, origin: 'upstream' },
  rate_limited_daily: { status: 429, origin: 'upstream' },
  request_too_large: { status: 429, origin: 'upstream' },
  quota_exhausted: { status: 429, origin: 'upstream' },
  spend_limit_reached: { status: 429, origin: 'upstream' },
  billing_inactive: { status: 429, origin: 'upstream' },
  server_error: { status: 500, origin: 'upstream' },
  model_unavailable: { status: 500, origin: 'upstream' },
  bad_gateway: { status: 502, origin: 'upstream' },
  overloaded: { status: 503, origin: 'upstream' },
  gateway_timeout: { status: 504, origin: 'upstream' },
  not_an_api: { status: 502, origin: 'upstream' },
  upstream_redirected: { status: 502, origin: 'upstream' },
  proxy_failed: { status: 502, origin: 'upstream' },
  dns_failure: { status: 502, origin: 'upstream' },
  connection_refused: { status: 502, origin: 'upstream' },
  connection_lost: { status: 502, origin: 'upstream' },
  tls_failure: { status: 502, origin: 'upstream' },
  upstream_timeout: { status: 504, origin: 'upstream' },

  reply_empty: { status: null, origin: 'reply' },
  reply_interrupted: { status: null, origin: 'reply' },
  reply_stalled: { status: null, origin: 'reply' },
  reply_invalid: { status: null, origin: 'reply' },
  reply_timeout: { status: 504, origin: 'reply' },
  reply_truncated: { status: null, origin: 'reply' },
  reply_filtered: { status: null, origin: 'reply' },
  reply_refused: { status: null, origin: 'reply' },
  reply_end_unknown: { status: null, origin: 'reply' },

  invalid_request: { status: 400, origin: 'starlight' },
  model_not_offered: { status: 400, origin: 'starlight' },
  access_required: { status: 401, origin: 'starlight' },
  access_code_wrong: { status: 401, origin: 'starlight' },
  origin_rejected: { status: 403, origin: 'starlight' },
  method_not_allowed: { status: 405, origin: 'starlight' },
  duplicate_turn: { status: 409, origin: 'starlight' },
  body_too_large: { status: 413, origin: 'starlight' },
  unsupported_media_type: { status: 415, origin: 'starlight' },
  visitor_rate_limited: { status: 429, origin: 'starlight' },
  too_many_at_once: { status: 429, origin: 'starlight' },
  budget_spent: { status: 429, origin: 'starlight' },
  internal: { status: 500, origin: 'starlight' },
  not_configured: { status: 503, origin: 'starlight' },
  closed: { status: 503, origin: 'starlight' },
  busy: { status: 503, origin: 'starlight' },
  store_unavailable: { status: 503, origin: 'starlight' },
  server_restarting: { status: 503, origin: 'starlight' },

  platform_timeout: { status: 504, origin: 'client' },
  offline: { status: null, origin: 'client' },
  starlight_unreachable: { status: null, origin: 'client' },
  unknown: { status: null, origin: 'client' },
} as const satisfies Record<string, { status: number | null; origin: ErrorOrigin }>;

/** Where a failure happens. */
export type ErrorOrigin = 'upstream' | 'starlight' | 'reply' | 'client';

/** The closed set of failure names. Code decides by kind and nothing else. */
export type ErrorKind = keyof typeof ERROR_KINDS;

/**
 * How sure a classification is. `recognized`: something in the response says what failed. `guessed`:
 * only its status does, so the kind is the status's general meaning.
 */
export const CERTAINTIES = ['recognized', 'guessed'] as const;

export type Certainty = (typeof CERTAINTIES)[number];

/** What proxies log if the client closes the connection before the response. */
export const CLIENT_GONE_STATUS = 499;

/** Whether a value from outside is a known kind. */
export function isErrorKind(value: unknown): value is ErrorKind {
  return typeof value === 'string' && Object.hasOwn(ERROR_KINDS, value);
}

/** The status to respond with if the upstream gave none; 502 if the kind has none either. */
export function defaultStatusOf(kind: ErrorKind): number {
  return ERROR_KINDS[kind].status ?? 502;
}
