import { OPENAI } from '../providers/sites/openai-site.ts';
import type { CatalogueLink } from './catalogue-entry.ts';

const PLATFORM = 'https://platform.openai.com';
const forOperator = (
  href: string,
  label: string,
  role?: NonNullable<CatalogueLink['role']>,
): CatalogueLink => ({ href, label, audience: 'operator', ...(role && { role }) });

/** The OpenAI pages that entries link to. */
export const OPENAI_PAGES = {
  apiKeys: forOperator(OPENAI.pages.keys, 'API keys at OpenAI', 'keys'),
  apiReference: forOperator(`${PLATFORM}/docs/api-reference/chat`, 'API reference: chat', 'docs'),
  billing: forOperator(
    `${PLATFORM}/settings/organization/billing/overview`,
    'Billing at OpenAI',
    'credit',
  ),
  dataResidency: forOperator(
    'https://developers.openai.com/api/docs/guides/data-residency',
    'Data residency at OpenAI',
  ),
  errorCodes: forOperator(`${PLATFORM}/docs/guides/error-codes`, "OpenAI's error codes", 'docs'),
  helpCenter: forOperator('https://help.openai.com', "OpenAI's Help Center"),
  images: forOperator(`${PLATFORM}/docs/guides/images-vision`, 'Images as input', 'docs'),
  ipAllowlist: forOperator(
    `${PLATFORM}/settings/organization/security/ip-allowlist`,
    'IP allowlist at OpenAI',
  ),
  keyPermissions: forOperator(
    'https://help.openai.com/en/articles/8867743-assign-api-key-permissions',
    'Permissions of a key',
  ),
  limits: forOperator(`${PLATFORM}/settings/organization/limits`, 'Limits at OpenAI', 'limits'),
  models: forOperator(`${PLATFORM}/docs/models`, "OpenAI's models", 'models'),
  organization: forOperator(`${PLATFORM}/settings/organization/general`, 'Organization at OpenAI'),
  rateLimits: forOperator(`${PLATFORM}/docs/guides/rate-limits`, "OpenAI's rate limits", 'limits'),
  safety: forOperator(`${PLATFORM}/docs/guides/safety-best-practices`, 'Safety best practices'),
  spendLimits: forOperator(
    'https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits',
    'Usage and spend limits',
    'limits',
  ),
  status: {
    href: OPENAI.pages.status,
    label: "OpenAI's status",
    audience: 'everyone',
    role: 'status',
  },
  supportedCountries: forOperator(`${PLATFORM}/docs/supported-countries`, 'Supported countries'),
  verification: forOperator(
    'https://help.openai.com/en/articles/10910291-api-organization-verification',
    'Organization verification',
  ),
} as const satisfies Record<string, CatalogueLink>;
