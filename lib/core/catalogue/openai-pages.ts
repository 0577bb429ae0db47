import { OPENAI } from '../key/providers.ts';
import type { CatalogueLink } from './catalogue-entry.ts';

const PLATFORM = 'https://platform.openai.com';
const forOperator = (href: string, label: string): CatalogueLink => ({
  href,
  label,
  audience: 'operator',
});

/** The OpenAI pages that entries link to. */
export const OPENAI_PAGES = {
  apiKeys: forOperator(OPENAI.keyPage, 'API keys at OpenAI'),
  apiReference: forOperator(`${PLATFORM}/docs/api-reference/chat`, 'API reference: chat'),
  billing: forOperator(`${PLATFORM}/settings/organization/billing/overview`, 'Billing at OpenAI'),
  dataResidency: forOperator(
    'https://developers.openai.com/api/docs/guides/data-residency',
    'Data residency at OpenAI',
  ),
  errorCodes: forOperator(`${PLATFORM}/docs/guides/error-codes`, "OpenAI's error codes"),
  helpCenter: forOperator('https://help.openai.com', "OpenAI's Help Center"),
  images: forOperator(`${PLATFORM}/docs/guides/images-vision`, 'Images as input'),
  ipAllowlist: forOperator(
    `${PLATFORM}/settings/organization/security/ip-allowlist`,
    'IP allowlist at OpenAI',
  ),
  keyPermissions: forOperator(
    'https://help.openai.com/en/articles/8867743-assign-api-key-permissions',
    'Permissions of a key',
  ),
  limits: forOperator(`${PLATFORM}/settings/organization/limits`, 'Limits at OpenAI'),
  models: forOperator(`${PLATFORM}/docs/models`, "OpenAI's models"),
  organization: forOperator(`${PLATFORM}/settings/organization/general`, 'Organization at OpenAI'),
  rateLimits: forOperator(`${PLATFORM}/docs/guides/rate-limits`, "OpenAI's rate limits"),
  safety: forOperator(`${PLATFORM}/docs/guides/safety-best-practices`, 'Safety best practices'),
  spendLimits: forOperator(
    'https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits',
    'Usage and spend limits',
  ),
  status: { href: OPENAI.statusPage, label: "OpenAI's status", audience: 'everyone' },
  supportedCountries: forOperator(`${PLATFORM}/docs/supported-countries`, 'Supported countries'),
  verification: forOperator(
    'https://help.openai.com/en/articles/10910291-api-organization-verification',
    'Organization verification',
  ),
} as const satisfies Record<string, CatalogueLink>;
