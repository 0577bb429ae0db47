import type { KeyProblem } from '../key/key-problems.ts';

/**
 * The values the classifier puts into `details.reason`, each with its kind, in addition to those in
 * `key-problems.ts` (used with `key_malformed` and `wrong_credential_type`).
 */
export const UPSTREAM_REASONS = {
  /** organization_mismatch: the key's owner is not in an organization. */
  no_organization: 'organization_mismatch',
  /** organization_mismatch, project_mismatch: the variable names one that is not the key's. */
  header_mismatch: 'organization_mismatch',
  /** organization_unverified: only streaming is refused; the same request works with `stream: false`. */
  stream: 'organization_unverified',
  /** organization_unverified: the model is refused entirely. */
  model: 'organization_unverified',
  /** organization_unverified: only summaries of what the model thinks are refused. */
  summary: 'organization_unverified',
  /** model_wrong_endpoint: the model only supports v1/responses, or is not supported there. */
  responses_only: 'model_wrong_endpoint',
  chat_only: 'model_wrong_endpoint',
  /** spend_limit_reached: whose limit it is. */
  project: 'spend_limit_reached',
  organization: 'spend_limit_reached',
  /** spend_limit_reached: the monthly limit OpenAI sets for the usage tier. */
  usage_tier: 'spend_limit_reached',
  /** spend_limit_reached: a limit set on this key at a gateway (OpenRouter, LiteLLM). */
  key: 'spend_limit_reached',
  /** server_error: the upstream's sign-in is down; the key is fine and must not be replaced. */
  auth_outage: 'server_error',
  /** overloaded: requests rose too fast; send fewer for a while. */
  slow_down: 'overloaded',
  /** overloaded: a local server is still loading the model. */
  model_loading: 'overloaded',
  /** wrong_url: the base URL uses http, but the port expects https. */
  https_required: 'wrong_url',
  /** wrong_url: the route exists, but not for this method; usually because a redirect turned POST into GET. */
  method: 'wrong_url',
  /** key_invalid: it was found in public and turned off; or it expired. */
  leaked: 'key_invalid',
  expired: 'key_invalid',
  /** missing_scopes: the caller's role lacks the right, so a new key would not help. */
  role: 'missing_scopes',
  /** ip_not_allowed: only a private network may call the upstream. */
  private_network: 'ip_not_allowed',
  /** model_not_found: the model was retired. */
  retired: 'model_not_found',
  /** refused: a 404 in JSON that nothing explains. */
  not_found: 'refused',
  /** setting_required: what must be turned on or accepted. */
  api_disabled: 'setting_required',
  data_policy: 'setting_required',
  terms: 'setting_required',
  /** model_unavailable: not enough memory, or a missing file. */
  memory: 'model_unavailable',
  missing_file: 'model_unavailable',
  /** quota_exhausted: there is credit, but not enough for a request this long. */
  costly_request: 'quota_exhausted',
  /** content_flagged: the model needs approval for the topic; the operator's own guardrail; the reply, not the question. */
  needs_approval: 'content_flagged',
  guardrail: 'content_flagged',
  output: 'content_flagged',
  /** rate_limited: too many at once, instead of too many per minute; the pool of a free model is shared. */
  concurrency: 'rate_limited',
  shared_pool: 'rate_limited',
  /** wrong_url: the API version is unknown, or too old for the model. */
  api_version: 'wrong_url',
  /** bad_request: the roles of the messages do not alternate as the model demands. */
  roles: 'bad_request',
  /** unsupported_parameter: tools with reasoning only work with the Responses API. */
  tools_with_reasoning: 'unsupported_parameter',
  /** image_rejected: the upstream could not fetch the image. */
  download: 'image_rejected',
} as const;

export type UpstreamReason = keyof typeof UPSTREAM_REASONS | KeyProblem;
