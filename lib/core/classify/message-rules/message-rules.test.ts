import { describe, expect, it } from 'vitest';
import { classifyUpstreamError } from '../classify-upstream-error.ts';
import { MESSAGE_RULES } from './message-rules.ts';
import { PAGE_MESSAGE_RULES } from './page-message-rules.ts';

/** A response that needs the rule: its code or type alone does not show the cause. */
type Example = { status: number; message: string; error?: { code?: string; type?: string } };

const KEY_PAGE = 'You can find your API key at https://platform.openai.com/account/api-keys.';
const VERIFY = 'Please go to: https://platform.openai.com/settings/organization/general';
const refusedKey = (shown: string): Example => ({
  status: 401,
  message: `Incorrect API key provided: ${shown}. ${KEY_PAGE}`,
  error: { code: 'invalid_api_key' },
});
const MASK = '*'.repeat(40);

const EXAMPLES: Readonly<Record<string, Example>> = {
  'key_echo.literal_undefined': refusedKey('undefined'),
  'key_echo.bearer_prefix': refusedKey(`Bearer sk-${MASK}w8ZP`),
  'key_echo.template_syntax': refusedKey(`\${OPENA${MASK}_KEY}`),
  'key_echo.variable_name': refusedKey('OPENAI_A**_KEY'),
  'key_echo.placeholder': refusedKey('your-api*key'),
  'key_echo.quotes': refusedKey(`"sk-proj${MASK}w8Z"`),
  'key_echo.url': refusedKey('https://**/v1'),
  'key_echo.organization_id': refusedKey(`org-Rk3v${MASK}sBdM`),
  'key_echo.project_id': refusedKey(`proj_b7H${MASK}kVya`),
  'key_echo.admin_key': refusedKey(`sk-admin${MASK}w8ZP`),
  'key_echo.session_token': refusedKey(`sess-abc${MASK}w8ZP`),
  'key_echo.oauth_token': refusedKey(`eyJhbGci${MASK}w8ZP`),
  'key_echo.other_provider': refusedKey(`sk-or-v1${MASK}94f6`),

  'key.missing.openai': {
    status: 401,
    message: "You didn't provide an API key. You need to provide",
  },
  'key.missing.openrouter': { status: 401, message: 'No cookie auth credentials found' },
  'key.missing.fastapi': { status: 403, message: 'Not authenticated' },
  'key.missing.litellm': { status: 401, message: 'Authentication Error, No api key passed in.' },
  'key.invalid.google': {
    status: 400,
    message: 'API key not valid. Please pass a valid API key.',
    error: { type: 'INVALID_ARGUMENT' },
  },
  'key.admin': { status: 401, message: 'Admin API keys cannot be used for this endpoint.' },
  'key.scopes': { status: 401, message: 'Missing scopes: model.request. Check that' },
  'key.ip': { status: 401, message: 'IP not authorized' },
  'key.ip.azure': {
    status: 403,
    message: 'Access denied due to Virtual Network/Firewall rules.',
    error: { code: '403' },
  },
  'key.organization': {
    status: 401,
    message: 'You must be a member of an organization to use the API.',
  },
  'key.organization_header': {
    status: 401,
    message: 'OpenAI-Organization header should match organization for API key',
  },
  'key.project_header': {
    status: 401,
    message: 'OpenAI-Project header should match project for API key',
  },
  'key.region_host': {
    status: 401,
    message: 'Attempted to access resource with incorrect regional hostname.',
  },
  'key.account_deactivated': {
    status: 401,
    message: 'The OpenAI account associated with this API key has been deactivated.',
  },
  'key.region': {
    status: 403,
    message: 'Country, region, or territory not supported',
    error: { type: 'request_forbidden' },
  },

  'limit.request_too_large': {
    status: 429,
    message:
      'Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 30601.',
    error: { code: 'rate_limit_exceeded', type: 'tokens' },
  },
  'limit.quota': {
    status: 429,
    message:
      'litellm.RateLimitError: OpenAIException - You exceeded your current quota, please check your plan and billing details. For more information',
    error: { type: 'throttling_error', code: '429' },
  },
  'limit.billing': {
    status: 429,
    message: 'Your account is not active, please check your billing details on our website.',
    error: { code: '429' },
  },
  'limit.day.openai': {
    status: 429,
    message:
      'Rate limit reached for gpt-4o-mini on requests per day (RPD): Limit 200, Used 200, Requested 1.',
    error: { code: 'rate_limit_exceeded', type: 'requests' },
  },
  'limit.day.openrouter': {
    status: 429,
    message: 'Rate limit exceeded: free-models-per-day-high-balance.',
    error: { type: 'rate_limit_error' },
  },
  'limit.key.openrouter': { status: 403, message: 'Key limit exceeded (total limit). Manage it' },
  'limit.key.litellm': {
    status: 400,
    message:
      'litellm.BadRequestError: OpenAIException - Budget has been exceeded! Current cost: 14.2, Max budget: 10',
    error: { code: '400' },
  },
  'limit.quota.one_api': { status: 403, message: 'user quota is not enough (request id: 2024)' },
  'limit.overloaded': {
    status: 429,
    message: 'That model is currently overloaded with other requests. You can retry',
  },
  'limit.loading': { status: 503, message: 'Loading model', error: { type: 'unavailable_error' } },

  'model.verify_to_stream': {
    status: 400,
    message: `Your organization must be verified to stream this model. ${VERIFY}`,
    error: { code: 'unsupported_value' },
  },
  'model.verify': {
    status: 404,
    message: `Your organization must be verified to use the model \`o3\`. ${VERIFY}`,
    error: { code: 'model_not_found' },
  },
  'model.responses_only': {
    status: 404,
    message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
  },
  'model.not_chat': {
    status: 404,
    message: 'This is not a chat model and thus not supported in the v1/chat/completions endpoint.',
  },
  'model.azure_operation': {
    status: 400,
    message:
      'The chatCompletion operation does not work with the specified model, text-embedding-3-large.',
  },
  'model.no_access': {
    status: 404,
    message: 'Project `proj_x` does not have access to model `gpt-4o`',
    error: { code: 'model_not_found' },
  },
  'model.not_found.openai': { status: 404, message: 'The model `gpt-x` does not exist' },
  'model.not_found.ollama': { status: 404, message: 'model "x" not found, try pulling it first' },
  'model.not_found.openrouter': {
    status: 400,
    message: 'claude-sonnet-4-6 is not a valid model ID',
  },
  'model.not_found.litellm': {
    status: 400,
    message: '/chat/completions: Invalid model name passed in model=x. Call `/v1/models`',
  },
  'model.not_found.one_api': {
    status: 503,
    message: '当前分组 default 下对于模型 gpt-4o 无可用渠道 (request id: 2025)',
    error: { type: 'one_api_error' },
  },
  'route.invalid_url': { status: 400, message: 'Invalid URL (POST /v1/v1/chat/completions)' },

  'context.openai_vllm': {
    status: 400,
    message:
      "This model's maximum context length is 2048 tokens. However, you requested 2723 tokens",
    error: { type: 'BadRequestError' },
  },
  'context.openai_window': {
    status: 400,
    message: 'Your input exceeds the context window of this model. Please adjust your input',
  },
  'context.vllm_prompt': {
    status: 400,
    message: 'The decoder prompt (length 42359) is longer than the maximum model length of 32768.',
  },
  'context.lm_studio': {
    status: 400,
    message:
      'Trying to keep the first 5846 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
  },
  'context.llama_cpp': {
    status: 500,
    message: 'the request exceeds the available context size. try increasing the context size',
  },
  'context.llama_cpp_python': {
    status: 400,
    message: 'Requested tokens (516) exceed context window of 512',
  },
  'context.anthropic': {
    status: 400,
    message: 'prompt is too long: 200251 tokens > 200000 maximum',
    error: { type: 'invalid_request_error' },
  },
  'context.google': {
    status: 400,
    message:
      'The input token count (3475108) exceeds the maximum number of tokens allowed (1048576).',
  },
  'context.xai': {
    status: 400,
    message: "This model's maximum prompt length is 131072 but the request contains 136973 tokens.",
  },
  'context.text_generation_inference': {
    status: 422,
    message:
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 1244 `inputs` tokens and 1000 `max_new_tokens`',
  },
  'context.litellm': {
    status: 400,
    message: 'litellm.ContextWindowExceededError: litellm.BadRequestError',
  },

  'request.string_too_long': {
    status: 400,
    message:
      "Invalid 'messages[17].content': string too long. Expected a string with maximum length 1048576, but got a string with length 1744259 instead.",
  },
  'request.unsupported_parameter': {
    status: 400,
    message: "Unsupported parameter: 'max_tokens' is not supported with this model.",
  },
  'request.image': {
    status: 400,
    message: 'You uploaded an unsupported image. Please make sure your image is below 20 MB',
  },
  'request.image_download': {
    status: 400,
    message: 'Timeout while downloading 20250503_162129.jpg.',
  },
  'request.flagged': {
    status: 400,
    message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
  },
  'request.identifier_blocked': {
    status: 400,
    message: 'This safety identifier has been blocked from using this model.',
  },

  'page.https_required': {
    status: 400,
    message:
      '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
  },
  'page.cloudflare_challenge': {
    status: 503,
    message: '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>',
  },
};
const RULES = [...MESSAGE_RULES, ...PAGE_MESSAGE_RULES];

function verdictOf({ status, message, error }: Example) {
  const body = message.startsWith('<') ? message : JSON.stringify({ error: { message, ...error } });
  const { kind, details } = classifyUpstreamError({ status, headers: new Headers(), body }, 0);
  return { kind, reason: details?.reason };
}

describe('message rules', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s classifies its example',
    (id, rule) => {
      const example = EXAMPLES[id];
      expect(example).toBeDefined();
      if (!example) return;
      expect(verdictOf(example)).toEqual({ kind: rule.kind, reason: rule.reason });
    },
  );

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s is needed, because code, type and status alone give another result',
    (id, rule) => {
      const example = EXAMPLES[id];
      if (!example) throw new Error(`no example for ${id}`);
      const withoutText = {
        ...example,
        message: example.message.startsWith('<') ? '<html>' : 'x y',
      };
      const verdict = verdictOf(withoutText);
      expect(rule.refines).toContain(verdict.kind);
      expect(verdict).not.toEqual({ kind: rule.kind, reason: rule.reason });
    },
  );

  it('have one example and a source each', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
    expect(RULES.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  it('keep no state between two responses', () => {
    expect(RULES.filter(({ pattern }) => pattern.global || pattern.sticky)).toEqual([]);
  });

  it.each([
    ['a masked key that is complete', refusedKey(`sk-4sJHr${MASK}w8ZP`), 'key_invalid'],
    ['a project key', refusedKey(`sk-proj-${MASK}MxYA`), 'key_invalid'],
    [
      'xAI’s refusal of its own key',
      {
        ...refusedKey('xa***X9'),
        message:
          'Incorrect API key provided: xai-***. You can obtain an API key from https://console.x.ai.',
      },
      'key_invalid',
    ],
    [
      'Google’s limit per minute, worded as a quota',
      {
        status: 429,
        message:
          'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. Please retry in 34.07s.',
        error: { type: 'RESOURCE_EXHAUSTED' },
      },
      'rate_limited',
    ],
    [
      'a text that merely mentions context length',
      { status: 401, message: 'maximum context length is 5 tokens, you requested 7 tokens' },
      'key_invalid',
    ],
  ] as const)('do not change the result for %s', (_, example, kind) => {
    expect(verdictOf(example).kind).toBe(kind);
  });
});
