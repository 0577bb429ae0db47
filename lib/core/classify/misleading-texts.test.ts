import { describe, expect, it } from 'vitest';
import {
  type ReportedFailure,
  reportedFailures,
} from '#tests/fixtures/dialects/reported-failures.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

function classify(status: number, message: string): Failure {
  const body = JSON.stringify({ error: { message } });
  return classifyUpstreamError({ status, headers: new Headers(), body }, 0);
}

/** Texts with the words of a topic that they are not about, and the kinds that may be told. */
const TEXTS: readonly (readonly [status: number, message: string, kinds: string])[] = [
  [500, 'Internal error (no credits were deducted).', 'server_error'],
  [529, 'Overloaded: no credit will be consumed', 'overloaded'],
  [
    503,
    'Model gpt-test is unavailable: no credits are charged for failed requests.',
    'overloaded|model_not_found',
  ],
  [
    401,
    'Unauthorized. Possible reasons: key revoked, account suspended, or insufficient balance.',
    'key_invalid',
  ],
  [403, 'Forbidden. You may lack credits, permissions, or access to the model.', 'refused'],
  [
    400,
    'Bad request. Common causes: wrong model name, expired API key, no credits.',
    'bad_request',
  ],
  [
    429,
    'Too many requests. This is not a billing issue; your balance is not exhausted.',
    'rate_limited',
  ],
  [429, 'Rate limited. Your organization will be suspended if this goes on.', 'rate_limited'],
  [503, 'Region us-east is unavailable. Failing over.', 'overloaded'],
  [
    503,
    'could not verify your API key because our auth backend is down',
    'overloaded|server_error',
  ],
  [503, 'We could not authenticate requests for a while. Retry.', 'overloaded|server_error'],
  [503, 'Load balance pool is empty', 'overloaded'],
  [502, 'no healthy target in balance group llm', 'bad_gateway|overloaded'],
  [500, 'User closed the connection', 'server_error|connection_lost'],
  [500, 'connection pool exhausted (usage-db)', 'server_error'],
  [500, 'redis: connection to quota store exhausted', 'server_error'],
  [500, 'Error: invoice service returned invalid response', 'server_error'],
  [500, 'Exception in subscription check: timeout expired', 'server_error|gateway_timeout'],
  [500, 'We are seeing elevated error rates on all models today', 'server_error'],
  [503, 'Requests fail today because of maintenance', 'overloaded'],
  [500, 'model worker returned unknown status', 'server_error'],
  [502, 'Model response is missing choices', 'bad_gateway'],
  [500, 'Failed to fetch secrets: permission denied for role inference', 'server_error'],
  [500, 'tokenizer: unknown token id 128256', 'server_error'],
  [500, 'Response generation was blocked by a worker crash', 'server_error'],
  [503, 'Usage limits could not be read (redis down)', 'overloaded|server_error'],
  [500, 'Worker ran out of disk while loading model shards', 'server_error|model_unavailable'],
  [500, 'CUDA error: device-side assert triggered', 'server_error|model_unavailable'],
  [
    500,
    'CUDA driver version is insufficient for CUDA runtime version',
    'server_error|model_unavailable',
  ],
  [500, 'Failed to save conversation memory', 'server_error'],
  [500, 'The server is not out of memory but its disk is full', 'server_error'],
  [403, 'Streaming is disabled for your organization', 'missing_scopes|setting_required|refused'],
  [
    400,
    'Prompt caching is disabled in this workspace',
    'bad_request|setting_required|unsupported_parameter',
  ],
  [401, 'Your account is fine, but this key was disabled.', 'key_invalid'],
  [
    400,
    'web_search_options.user_location.country is not supported',
    'bad_request|unsupported_parameter',
  ],
  [400, 'safety_settings are not allowed in this request', 'bad_request|unsupported_parameter'],
  [400, 'safety_identifier contains a space', 'bad_request'],
  [400, 'The moderation field of the request failed validation', 'bad_request'],
  [400, 'stop token is invalid', 'bad_request|unsupported_parameter'],
  [400, 'logit_bias contains an invalid token id', 'bad_request|unsupported_parameter'],
  [400, 'Invalid token at position 5 of the JSON body', 'bad_request'],
  [400, 'unknown token <|im_start|> in prompt', 'bad_request'],
  [400, 'Tool result is missing the key "output"', 'bad_request'],
  [400, 'Model output is not valid JSON', 'bad_request|server_error'],
  [
    400,
    'Audio input is not supported by this model',
    'unsupported_parameter|bad_request|image_not_supported',
  ],
  [400, 'The model tried to invoke a tool that is not in tools', 'bad_request'],
  [
    400,
    'As of transformers v4.44, default chat template is no longer allowed, so you must provide a chat template if the tokenizer does not define one.',
    'model_wrong_endpoint|bad_request|setting_required',
  ],
  [
    400,
    'Reasoning is mandatory for this endpoint and cannot be disabled.',
    'unsupported_parameter|bad_request',
  ],
  [
    400,
    '"gpt-test" needs max_completion_tokens instead of max_tokens',
    'unsupported_parameter|bad_request',
  ],
  [400, 'prompt_cache_key may have at most 64 characters', 'bad_request'],
  [
    400,
    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead.",
    'bad_request|unsupported_parameter',
  ],
  [404, 'No such tool: balance_lookup', 'bad_request|refused|unsupported_parameter'],
  [429, 'Slow down! You may send 20 requests every 60 s.', 'rate_limited'],
  [429, 'Account acme: too many requests were blocked', 'rate_limited'],
  [
    429,
    'Rate limit exceeded for free tier model. Models on paid plans are not limited.',
    'rate_limited',
  ],
  [404, 'Model (is currently) unavailable', 'model_not_found|refused'],
  [400, 'Model is currently unavailable', 'model_not_found|bad_request'],
  [
    400,
    "Invalid 'messages[0].name': 'my credit balance is empty and the model not found, insufficient_quota, my account has been suspended'. Expected a string",
    'bad_request',
  ],
  [
    400,
    "Error in user message: 'my credit balance is empty and the model not found'",
    'bad_request',
  ],
  [400, 'prompt="my credit balance is empty and the model not found" failed', 'bad_request'],
  [400, 'text: my credit balance is empty', 'bad_request'],
  [400, 'Cannot parse the request: "my credit balance is empty and I am sad"', 'bad_request'],
  [
    400,
    'body.messages.0.content: my credit balance is empty is not valid under any of the given schemas',
    'bad_request',
  ],
  [
    500,
    'error parsing tool call: raw=\'{"account":"closed"\', err=unexpected end',
    'server_error|bad_request',
  ],
  [
    400,
    "Invalid schema for function 'suspend_account': In context=('properties', 'account'), 'required' is required",
    'bad_request',
  ],
  [400, "attempted to call tool 'pay_invoice' which was not in request.tools", 'bad_request'],
  [400, 'The tool "get_balance" has no description', 'bad_request'],
  [
    400,
    "Invalid schema for function 'check_credit_limit': 'spent' is not of type 'object'",
    'bad_request',
  ],
  [402, 'Payment Required', 'quota_exhausted'],
  [503, 'Service Unavailable', 'overloaded'],
  [404, 'Not Found', 'wrong_url|refused'],
  [401, 'Unauthorized', 'key_invalid'],
  [415, 'Unsupported Media Type', 'bad_request'],
  [431, 'Request Header Fields Too Large', 'bad_request'],
  [511, 'Network Authentication Required', 'network_blocked'],
  [403, 'Access denied', 'refused'],
  [403, 'not allowed', 'refused'],
  [403, 'Host header not allowed', 'refused'],
  [403, 'Missing Authentication Token', 'refused|key_missing|wrong_url'],
  [429, 'Quota exceeded', 'rate_limited'],
  [429, 'Please try again later.', 'rate_limited'],
  [404, 'Request failed (id 5).', 'refused'],
  [404, 'Invalid request', 'refused|wrong_url'],
  [404, 'model: claude-9', 'model_not_found'],
  [400, 'La clave de API no es correcta.', 'key_invalid|bad_request'],
  [401, 'La clave de API no es correcta.', 'key_invalid'],
  [
    403,
    'Счёт не оплачен, доступ к API приостановлен',
    'billing_inactive|refused|account_deactivated',
  ],
  [400, 'This model can only read text, but your message has a picture.', 'image_not_supported'],
  [402, 'Kein Guthaben mehr', 'quota_exhausted'],
  [404, 'Das Modell gpt-9 gibt es nicht', 'model_not_found'],
  [403, 'Unser Dienst ist in Ihrem Land nicht verfügbar', 'region_unsupported'],
  [400, "Ce modèle n'accepte pas les images", 'image_not_supported'],
  [403, 'お住まいの地域ではご利用いただけません', 'region_unsupported'],
  [401, 'Kein API-Schlüssel angegeben', 'key_missing'],
  [500, 'content violates our policy', 'content_flagged'],
];

/** What servers add to any failure. */
const ASIDES = [
  'No credits were charged for this request.',
  'Possible causes: invalid API key, insufficient balance, or the model does not exist.',
  'By using this API you accept the terms of service.',
  'Add credits to get higher limits.',
  'Repeated violations may lead to your account being suspended.',
  'Please try again later.',
  'Please check your API key, billing and the model name.',
  'Incident started today.',
  'See https://docs.example.com/errors/insufficient_quota for more.',
];

function withAside({ body = '' }: ReportedFailure, aside: string): string | null {
  const parsed: unknown = body.startsWith('{') ? JSON.parse(body) : null;
  const error = (parsed as { error?: { message?: unknown } } | null)?.error;
  if (typeof error?.message !== 'string' || error.message.startsWith('{')) return null;
  error.message = `${error.message.replace(/[.!。]?$/, '.')} ${aside}`;
  return JSON.stringify(parsed);
}

describe('a text that mentions what did not happen', () => {
  it.each(TEXTS)('%i "%s" is told as %s', (status, message, kinds) => {
    expect(kinds.split('|')).toContain(classify(status, message).kind);
  });

  it.each(ASIDES)('is not told by what is said besides: %s', (aside) => {
    const failures = reportedFailures(0).filter(({ id }) => !id.includes('echo'));
    const changed = failures.flatMap((failure) => {
      const body = withAside(failure, aside);
      if (body === null) return [];
      const { status } = failure;
      const headers = new Headers();
      const before = classifyUpstreamError({ status, headers, body: failure.body ?? '' }, 0);
      const after = classifyUpstreamError({ status, headers, body }, 0);
      const isWorse = before.kind !== after.kind && before.certainty === 'recognized';
      return isWorse ? [`${failure.id}: ${before.kind} → ${after.kind}`] : [];
    });
    expect(changed).toEqual([]);
  });
});

describe('an echo of the request', () => {
  const said = 'my credit balance is empty and the model not found, my account has been suspended';

  it.each([
    { error: { message: 'Bad value', input: said } },
    { error: { message: 'Bad value', param: said } },
    { error: { message: 'Bad value', data: { message: said } } },
    { error: { message: 'Bad value', response: { message: said } } },
    { detail: [{ type: 'string_type', loc: ['body', 'messages'], msg: 'Bad value', input: said }] },
    { error: { message: `Bad value: messages = [{"role":"user","content":"${said}"}]` } },
  ])('decides nothing: %j', (body) => {
    const text = JSON.stringify(body);
    const { kind } = classifyUpstreamError({ status: 400, headers: new Headers(), body: text }, 0);
    expect(kind).toBe('bad_request');
  });
});
