import type { ErrorKind } from '../errors/error-kinds.ts';
import type { CheckId } from './report/doctor-report.ts';

/** The doctor's check that detects each kind of failure, and so says most about it. */
const CHECKS: Partial<Record<ErrorKind, CheckId>> = {
  key_missing: 'variable',
  key_malformed: 'shape',
  wrong_credential_type: 'shape',
  not_configured: 'variable',
  closed: 'mode',
  store_unavailable: 'store',

  organization_mismatch: 'ids',
  project_mismatch: 'ids',

  proxy_failed: 'connection',
  dns_failure: 'name',
  connection_refused: 'connection',
  connection_lost: 'connection',
  tls_failure: 'tls',

  // Only the first request with the key reveals these. The address may look right, so `address` passes;
  // `models` fails and names the address that works.
  wrong_host: 'models',
  wrong_url: 'models',
  not_an_api: 'models',
  upstream_redirected: 'models',
  network_blocked: 'models',
  key_invalid: 'models',
  account_deactivated: 'models',
  ip_not_allowed: 'models',
  region_unsupported: 'models',

  model_not_found: 'offered',
  model_not_allowed: 'offered',
  model_not_offered: 'offered',

  // These block a reply but not the list of models.
  refused: 'completion',
  setting_required: 'completion',
  plan_excludes_model: 'completion',
  model_unavailable: 'completion',
  output_limit_too_large: 'completion',
  missing_scopes: 'completion',
  quota_exhausted: 'completion',
  spend_limit_reached: 'completion',
  billing_inactive: 'completion',
  model_wrong_endpoint: 'completion',
  organization_unverified: 'completion',
  unsupported_parameter: 'completion',
};

/** The doctor's check that detects a kind of failure; `null` for kinds the doctor cannot detect. */
export function checkForKind(kind: ErrorKind): CheckId | null {
  return CHECKS[kind] ?? null;
}
