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
  /** model_wrong_endpoint: the model only supports v1/responses. */
  responses_only: 'model_wrong_endpoint',
  /** missing_scopes: a 403 that names no permission. */
  forbidden: 'missing_scopes',
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
  /** image_rejected: the upstream could not fetch the image. */
  download: 'image_rejected',
} as const;

export type UpstreamReason = keyof typeof UPSTREAM_REASONS | KeyProblem;
