import type { ErrorKind } from '../errors/error-kinds.ts';
import { jsonFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const CREDITS =
  'This request requires more credits, or fewer max_tokens. You requested up to 32000 tokens, but can only afford 27342. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account';

/** Gateways in front of several providers. */
export const GATEWAY_FAULTS: readonly UpstreamFault[] = [
  openRouter(402, 'quota_exhausted', CREDITS, { provider_name: null }),
  unconfirmed(openRouter(400, 'bad_request', 'Input required: specify "prompt" or "messages"')),
  openRouter(401, 'key_invalid', 'User not found.'),
  unconfirmed(
    openRouter(403, 'content_flagged', 'Your input was flagged', {
      reasons: ['violence'],
      flagged_input: 'the beginning of the message…',
      provider_name: 'OpenAI',
      model_slug: 'openai/gpt-4o',
    }),
  ),
  unconfirmed(openRouter(408, 'upstream_timeout', 'Your request timed out')),
  openRouter(429, 'rate_limited', 'Provider returned error', {
    raw: 'z-ai/glm-5.3-flash is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits',
    provider_name: 'BaseTen',
    limit_source: 'upstream_provider_shared_pool',
  }),
  unconfirmed(
    openRouter(502, 'bad_gateway', 'Provider returned error', {
      raw: 'upstream connect error or disconnect/reset before headers',
      provider_name: 'Together',
    }),
  ),
  unconfirmed(openRouter(503, 'overloaded', 'No instances available')),
  jsonFault('shape.cloudflare_api:7001', 'wrong_url', 405, {
    result: null,
    success: false,
    errors: [{ code: 7001, message: 'GET not supported for requested URI.' }],
    messages: [],
  }),
  jsonFault('shape.cloudflare_api:10000', 'key_invalid', 403, {
    result: null,
    success: false,
    errors: [{ code: 10000, message: 'Authentication error' }],
    messages: [],
  }),
  jsonFault('shape.gateway_status:failure', 'model_not_found', 404, {
    status: 'failure',
    message: 'openrouter error: No endpoints found for stepfun/step-3.5-flash:free.',
    error: {
      message: 'openrouter error: No endpoints found for stepfun/step-3.5-flash:free.',
      type: 'APIError',
    },
  }),
  jsonFault('shape.gateway_status:success_false', 'server_error', 500, {
    success: false,
    error: {
      code: 'INTERNAL_SERVER_ERROR',
      status: 500,
      message: 'Something went wrong while handling the request.',
    },
  }),
];

/** OpenRouter sends the HTTP status as a numeric code, and no type. */
function openRouter(
  status: number,
  kind: ErrorKind,
  message: string,
  metadata?: Record<string, unknown>,
): UpstreamFault {
  return jsonFault(`shape.openrouter:${status}`, kind, status, {
    error: { message, code: status, ...(metadata && { metadata }) },
    user_id: 'user_2x9QdTq4WvN7pLmZsYcRbHkE1fG',
  });
}
