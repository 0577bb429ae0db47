import 'server-only';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import { systemTextOf } from '../request/system-text.ts';
import type { UpstreamMessage, UpstreamRequest } from '../upstream.ts';

/** The two names of the output limit: OpenAI's own, and the one most other servers use. */
export type OutputLimitName = 'max_completion_tokens' | 'max_tokens';

/** Body of OpenAI's `POST /chat/completions`, limited to what Starlight sends. */
export type CompletionBody = {
  model: string;
  messages: readonly unknown[];
  stream: boolean;
  max_completion_tokens?: number | undefined;
  max_tokens?: number | undefined;
  /** Everything else that controls the reply; already validated or allow-listed. */
  [field: string]: unknown;
};

/** The output limit name this upstream most likely accepts; `repairRequest` switches after a rejection. */
export function outputLimitNameFor(baseUrl: string): OutputLimitName {
  const { hostname } = new URL(baseUrl);
  const isOpenAi = hostname === 'openai.com' || hostname.endsWith('.openai.com');
  return isOpenAi ? 'max_completion_tokens' : 'max_tokens';
}

/**
 * Converts a chat request to OpenAI's format: the operator's system prompt with the visitor's instructions,
 * then the visitor's messages.
 *
 * @param webSearch how to ask for a search of the web, if the request does
 */
export function toCompletionBody(
  request: UpstreamRequest,
  { baseUrl, systemPrompt }: { baseUrl: string; systemPrompt?: string | null | undefined },
  webSearch: WebSearchMethod | null = null,
): CompletionBody {
  const content = systemTextOf(request, systemPrompt);
  const system = content ? [{ role: 'system', content }] : [];
  return {
    model: request.model,
    messages: [...system, ...request.messages.map(toMessage)],
    stream: true,
    stream_options: { include_usage: true },
    [outputLimitNameFor(baseUrl)]: request.maxOutputTokens,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(request.reasoningEffort !== undefined && { reasoning_effort: request.reasoningEffort }),
    ...webSearch?.members,
  };
}

function toMessage({ reasoning, ...message }: UpstreamMessage): object {
  return reasoning?.form === 'details'
    ? { ...message, reasoning_details: reasoning.details }
    : message;
}
