import type { MessageRule } from './message-rule.ts';

/** 429 and similar: oversized requests, daily limits, billing and capacity share the same codes. */
export const LIMIT_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'limit.request_too_large',
    pattern: /Request too large for/i,
    refines: ['rate_limited', 'payload_too_large'],
    kind: 'request_too_large',
    source:
      'https://github.com/DrShushen/climb/issues/13 ; 413 of Groq: https://github.com/continuedev/continue/issues/10218',
  },
  {
    id: 'limit.quota',
    // For limits per minute, Google starts the same way and links to its own pages.
    pattern:
      /exceeded your current quota, please check your plan and billing details(?![\s\S]{0,300}ai\.google\.dev)/,
    refines: ['rate_limited'],
    kind: 'quota_exhausted',
    source: 'https://github.com/chatanywhere/GPT_API_free/issues/229, and LiteLLM when it wraps it',
  },
  {
    id: 'limit.billing',
    pattern: /account is not active, please check your billing/i,
    refines: ['rate_limited', 'key_invalid'],
    kind: 'billing_inactive',
    source: 'https://github.com/lifan0127/ai-research-assistant/issues/174',
  },
  {
    id: 'limit.day.openai',
    pattern: /\bper day\b|\((?:RPD|TPD)\)|Limit: \d{1,12} \/ day/,
    refines: ['rate_limited'],
    kind: 'rate_limited_daily',
    source:
      'https://github.com/feder-cr/invisible_playwright_mcp/issues/109 ; Groq: https://github.com/continuedev/continue/issues/10920',
  },
  {
    id: 'limit.day.openrouter',
    pattern: /-models-per-day\b/,
    refines: ['rate_limited'],
    kind: 'rate_limited_daily',
    source: 'https://github.com/Gitlawb/openclaude/issues/936',
  },
  {
    id: 'limit.key.openrouter',
    pattern: /\bKey limit exceeded\b/i,
    refines: ['missing_scopes', 'server_error'],
    kind: 'spend_limit_reached',
    reason: 'key',
    source: 'https://github.com/RooCodeInc/Roo-Code/issues/515',
  },
  {
    id: 'limit.key.litellm',
    pattern: /\bBudget has been exceeded\b|\bExceededBudget\b/,
    refines: ['bad_request', 'rate_limited', 'key_invalid', 'server_error'],
    kind: 'spend_limit_reached',
    reason: 'key',
    source: 'https://github.com/BerriAI/litellm/issues/14144',
  },
  {
    id: 'limit.quota.one_api',
    pattern: /\bquota is not enough\b/,
    refines: ['missing_scopes', 'server_error'],
    kind: 'quota_exhausted',
    source: 'https://github.com/songquanpeng/one-api/issues/1270',
  },
  {
    id: 'limit.overloaded',
    pattern: /currently overloaded with other requests/,
    refines: ['rate_limited', 'server_error'],
    kind: 'overloaded',
    source: 'https://github.com/openai/openai-python/issues/414',
  },
  {
    id: 'limit.loading',
    pattern: /\bLoading model\b/,
    refines: ['overloaded', 'server_error'],
    kind: 'overloaded',
    reason: 'model_loading',
    source:
      'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md (GET /health)',
  },
];
