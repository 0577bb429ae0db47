import type { ErrorKind } from '../errors/error-kinds.ts';
import { jsonFault, openAiFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const ORGANIZATION = 'org-Rk3vYt8LqZ0pWn5hXcJ2sBdM';
const LIMITS_PAGE = 'Visit https://platform.openai.com/account/rate-limits to learn more.';
const QUOTA_MESSAGE =
  'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.';

/** 429: rate limits, oversized requests and billing, which share status and codes. */
export const LIMIT_FAULTS: readonly UpstreamFault[] = [
  unconfirmed(
    rateLimit('rate.rpm', 'rate_limited', 'requests', {
      message: `Rate limit reached for gpt-4o in organization ${ORGANIZATION} on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. ${LIMITS_PAGE}`,
      headers: {
        'retry-after': '20',
        'retry-after-ms': '20000',
        'x-ratelimit-limit-requests': '3',
        'x-ratelimit-limit-tokens': '30000',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-remaining-tokens': '29983',
        'x-ratelimit-reset-requests': '20s',
        'x-ratelimit-reset-tokens': '34ms',
      },
    }),
  ),
  rateLimit('rate.tpm', 'rate_limited', 'tokens', {
    message: `Rate limit reached for gpt-4o in organization ${ORGANIZATION} on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754. Please try again in 18.642s. ${LIMITS_PAGE}`,
    headers: {
      'retry-after': '19',
      'retry-after-ms': '18642',
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-remaining-tokens': '15433',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-reset-tokens': '29.134s',
    },
  }),
  rateLimit('rate.rpd', 'rate_limited_daily', 'requests', {
    message: `Rate limit reached for gpt-4o-mini in organization ${ORGANIZATION} on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s. ${LIMITS_PAGE}`,
    headers: {
      'retry-after': '432',
      'x-ratelimit-limit-requests': '200',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '7m12s',
    },
  }),
  rateLimit('rate.request_too_large', 'request_too_large', 'tokens', {
    message: `Request too large for gpt-4o in organization ${ORGANIZATION} on tokens per min (TPM): Limit 30000, Requested 30601. The input or output tokens must be reduced in order to run successfully. ${LIMITS_PAGE}`,
    headers: {
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '30000',
      'x-ratelimit-reset-tokens': '0s',
    },
  }),
  // Groq uses 413 for the same failure: continuedev/continue#10218.
  jsonFault('http.413:groq', 'request_too_large', 413, {
    error: {
      message:
        'Request too large for model `llama-3.3-70b-versatile` in organization `org_01kgx4w2mfe9tb7v3n8q5ra6ty` service tier `on_demand` on tokens per minute (TPM): Limit 12000, Requested 14137, please reduce your message size and try again. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      type: 'tokens',
      code: 'rate_limit_exceeded',
    },
  }),
  unconfirmed(
    openAiFault(
      'rate.slow_down',
      'overloaded',
      429,
      {
        message:
          'Slow down: your request rate rose too quickly. Please reduce it and ramp up gradually.',
        type: 'rate_limit_error',
        code: 'slow_down',
      },
      { 'retry-after': '30' },
    ),
  ),
  unconfirmed(
    openAiFault('rate.engine_overloaded_legacy', 'overloaded', 429, {
      message:
        'That model is currently overloaded with other requests. You can retry your request, or contact us through our help center at help.openai.com if the error persists. (Please include the request ID 7d3b1f0c9a2e48e5b6c7d8e9f0a1b2c3 in your message.)',
      type: 'server_error',
    }),
  ),
  unconfirmed(
    billingFault(
      'quota.insufficient_quota',
      'quota_exhausted',
      'insufficient_quota',
      QUOTA_MESSAGE,
    ),
  ),
  unconfirmed(
    billingFault(
      'quota.project_spend_limit',
      'spend_limit_reached',
      'project_spend_limit_exceeded',
      QUOTA_MESSAGE,
    ),
  ),
  unconfirmed(
    billingFault(
      'quota.organization_usage_limit',
      'spend_limit_reached',
      'organization_usage_limit_exceeded',
      'You have reached your monthly usage limit. See https://platform.openai.com/account/limits.',
    ),
  ),
  ...(['billing_not_active', null] as const).map((code) =>
    openAiFault(
      code === null ? 'quota.billing_not_active:2023' : 'quota.billing_not_active',
      'billing_inactive',
      429,
      {
        message: 'Your account is not active, please check your billing details on our website.',
        type: 'billing_not_active',
        code,
      },
      'sign_in',
    ),
  ),
];

function rateLimit(
  id: string,
  kind: ErrorKind,
  type: 'requests' | 'tokens',
  { message, headers }: { message: string; headers: Record<string, string> },
): UpstreamFault {
  return openAiFault(id, kind, 429, { message, type, code: 'rate_limit_exceeded' }, headers);
}

/** Billing faults have neither retry-after nor x-ratelimit-*, because waiting does not help. */
function billingFault(id: string, kind: ErrorKind, code: string, message: string): UpstreamFault {
  return openAiFault(id, kind, 429, { message, type: 'insufficient_quota', code }, 'sign_in');
}
