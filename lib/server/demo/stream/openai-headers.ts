import 'server-only';

const REQUESTS_PER_MINUTE = 10_000;
const TOKENS_PER_MINUTE = 2_000_000;

/** A prefixed id of hexadecimal digits, like OpenAI's `req_…` and `chatcmpl-…`. */
export function createWireId(prefix: string, random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  return `${prefix}${digits.join('')}`;
}

/** OpenAI's response headers (API reference, "Debugging requests"); rate limits only for completions. */
export function openaiHeaders(response: {
  contentType: string;
  requestId: string;
  processingMs: number;
  promptTokens?: number;
}): Headers {
  const headers = new Headers({
    'content-type': response.contentType,
    'cache-control': 'no-cache, must-revalidate',
    server: 'cloudflare',
    'openai-organization': 'starlight-demo',
    'openai-processing-ms': String(Math.round(response.processingMs)),
    'openai-version': '2020-10-01',
    'x-request-id': response.requestId,
  });
  if (response.promptTokens !== undefined) {
    const remaining = Math.max(0, TOKENS_PER_MINUTE - response.promptTokens);
    headers.set('x-ratelimit-limit-requests', String(REQUESTS_PER_MINUTE));
    headers.set('x-ratelimit-limit-tokens', String(TOKENS_PER_MINUTE));
    headers.set('x-ratelimit-remaining-requests', String(REQUESTS_PER_MINUTE - 1));
    headers.set('x-ratelimit-remaining-tokens', String(remaining));
    headers.set('x-ratelimit-reset-requests', '6ms');
    headers.set('x-ratelimit-reset-tokens', `${resetMs(response.promptTokens)}ms`);
  }
  return headers;
}

function resetMs(promptTokens: number): number {
  return Math.ceil((promptTokens / TOKENS_PER_MINUTE) * 60_000);
}
