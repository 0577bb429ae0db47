import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { ProviderId } from '../../providers/provider-names.ts';

type Codes = Readonly<Record<string, ErrorKind>>;

/**
 * Codes that mean something only at their provider: numbers, and names that elsewhere mean something
 * else. From the providers' error tables and public reports (tests/fixtures/dialects); codes with
 * several causes are left to the words.
 */
export const PROVIDER_CODES: Readonly<Partial<Record<ProviderId, Codes>>> = {
  // Elsewhere no credit; here the limit of tokens per minute.
  // https://www.alibabacloud.com/help/en/model-studio/error-code
  'alibaba-cloud': { insufficient_quota: 'rate_limited' },
  // https://docs.bigmodel.cn/cn/faq/api-code, https://docs.z.ai/api-reference/api-code
  zhipu: {
    1000: 'key_invalid',
    1001: 'key_missing',
    1002: 'key_invalid',
    1003: 'key_invalid',
    1004: 'key_invalid',
    1110: 'account_deactivated',
    1112: 'account_deactivated',
    1113: 'quota_exhausted',
    1121: 'account_deactivated',
    1211: 'model_not_found',
    1212: 'model_wrong_endpoint',
    1220: 'missing_scopes',
    1221: 'model_not_found',
    1234: 'server_error',
    1261: 'context_too_long',
    1301: 'content_flagged',
    1302: 'rate_limited',
    1303: 'rate_limited',
    1304: 'rate_limited_daily',
    1308: 'rate_limited',
    1309: 'billing_inactive',
    1310: 'rate_limited',
    1311: 'plan_excludes_model',
    1312: 'overloaded',
    1315: 'wrong_credential_type',
  },
  // https://platform.minimax.io/docs/api-reference/errorcode
  minimax: {
    1000: 'server_error',
    1002: 'rate_limited',
    1004: 'key_invalid',
    1008: 'quota_exhausted',
    1026: 'content_flagged',
    1027: 'content_flagged',
    1039: 'rate_limited',
    2045: 'rate_limited',
    2049: 'key_invalid',
    2056: 'rate_limited',
  },
  // https://docs.mistral.ai ; seen in public reports
  mistral: {
    1300: 'rate_limited',
    1500: 'model_not_found',
    3051: 'context_too_long',
    3230: 'bad_request',
    3505: 'overloaded',
  },
  // https://docs.siliconflow.cn/cn/faqs/error-code
  siliconflow: {
    20012: 'model_not_found',
    30001: 'quota_exhausted',
    30011: 'quota_exhausted',
    50508: 'overloaded',
  },
  // https://developers.cloudflare.com/workers-ai/platform/errors/
  cloudflare: {
    2016: 'content_flagged',
    2017: 'content_flagged',
    3023: 'account_deactivated',
    3036: 'rate_limited_daily',
    3040: 'overloaded',
    4006: 'rate_limited_daily',
    5007: 'model_not_found',
    7000: 'wrong_url',
    7001: 'wrong_url',
    10000: 'key_invalid',
    5016: 'setting_required',
    5018: 'model_not_allowed',
    5021: 'context_too_long',
  },
  // https://cloud.baidu.com/doc/qianfan-api/s/0m7zdnxa1
  baidu: {
    14: 'key_invalid',
    17: 'rate_limited_daily',
    18: 'rate_limited',
    19: 'quota_exhausted',
    110: 'key_invalid',
    111: 'key_invalid',
  },
};

/** What a code means at this provider; `null` if nothing of its own. */
export function kindOfProviderCode(
  names: readonly string[],
  provider: ProviderId,
): ErrorKind | null {
  const codes = PROVIDER_CODES[provider] ?? {};
  const own = Object.keys(codes).find((code) => names.includes(code.replaceAll('_', '')));
  return own === undefined ? null : (codes[own] ?? null);
}
