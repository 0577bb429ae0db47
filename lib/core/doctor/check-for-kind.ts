import type { ErrorKind } from '../errors/error-kinds.ts';
import type { CheckId } from './report/doctor-report.ts';

/** Where a failure shows in the doctor's list: the check that meets it, and so tells most about it. */
const CHECKS: Partial<Record<ErrorKind, CheckId>> = {
  key_missing: 'variable',
  key_malformed: 'shape',
  wrong_credential_type: 'shape',
  not_configured: 'variable',
  closed: 'mode',

  organization_mismatch: 'ids',
  project_mismatch: 'ids',

  dns_failure: 'name',
  connection_refused: 'connection',
  connection_lost: 'connection',
  tls_failure: 'tls',

  // What only the first question with the key brings to light. The address may look right by itself,
  // so `address` passes; `models` is the one that fails, and gives the address that works.
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

  // What a list of models is given without, and a reply is not.
  missing_scopes: 'completion',
  quota_exhausted: 'completion',
  spend_limit_reached: 'completion',
  billing_inactive: 'completion',
  model_wrong_endpoint: 'completion',
  organization_unverified: 'completion',
  unsupported_parameter: 'completion',
};

/** The doctor's check that a kind of failure shows in; `null` for kinds the doctor cannot see. */
export function checkForKind(kind: ErrorKind): CheckId | null {
  return CHECKS[kind] ?? null;
}
