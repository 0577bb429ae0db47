import 'server-only';

const REQUESTS_PER_MINUTE = 10_000;
const TOKENS_PER_MINUTE = 2_000_000;

/** An id of hexadecimal digits with a prefix, as OpenAI's `req_…` and `chatcmpl-…`. */
export function createWireId(prefix: string, random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  return `${prefix}${digits.join('')}`;
}

/** The headers OpenAI answers with (API reference, "Debugging requests"); rate limits on completions only. */
export function openaiHeaders(answer: {
  contentType: string;
  requestId: string;
  processingMs: number;
  promptTokens?: number;
}): Headers {
  const headers = new Headers({
    'content-type': answer.contentType,
    'cache-control': 'no-cache, must-revalidate',
    server: 'cloudflare',
    'openai-organization': 'starlight-demo',
    'openai-processing-ms': String(Math.round(answer.processingMs)),
    'openai-version': '2020-10-01',
    'x-request-id': answer.requestId,
  });
  if (answer.promptTokens !== undefined) {
    const remaining = Math.max(0, TOKENS_PER_MINUTE - answer.promptTokens);
    headers.set('x-ratelimit-limit-requests', String(REQUESTS_PER_MINUTE));
    headers.set('x-ratelimit-limit-tokens', String(TOKENS_PER_MINUTE));
    headers.set('x-ratelimit-remaining-requests', String(REQUESTS_PER_MINUTE - 1));
    headers.set('x-ratelimit-remaining-tokens', String(remaining));
    headers.set('x-ratelimit-reset-requests', '6ms');
    headers.set('x-ratelimit-reset-tokens', `${resetMs(answer.promptTokens)}ms`);
  }
  return headers;
}

function resetMs(promptTokens: number): number {
  return Math.ceil((promptTokens / TOKENS_PER_MINUTE) * 60_000);
}
