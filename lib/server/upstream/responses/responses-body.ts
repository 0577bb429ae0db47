import 'server-only';
import { isReasoningModel } from '#lib/core/models/dialect-rules.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import { systemTextOf } from '../request/system-text.ts';
import type { UpstreamRequest } from '../upstream.ts';
import { toInputItems } from './input-items.ts';

/** Body of OpenAI's `POST /responses`, limited to what Starlight sends. */
export type ResponsesBody = {
  model: string;
  input: readonly unknown[];
  stream: boolean;
  /** Never true: OpenAI would otherwise keep every conversation for thirty days. */
  store: false;
  max_output_tokens?: number | undefined;
  /** Everything else that controls the reply; already validated or allow-listed. */
  [field: string]: unknown;
};

/** How much a model thinks, and whether it shows a summary of that. */
export type ReasoningMember = { effort?: unknown; summary?: unknown };

// OpenAI refuses a lower limit ("integer below minimum value").
const MIN_OUTPUT_TOKENS = 16;

/**
 * Converts a chat request to the Responses API: the operator's system prompt and the visitor's instructions
 * as the instructions, the visitor's messages as the input.
 *
 * OpenAI's reasoning models are asked for what they thought, encrypted, because OpenAI wants it back with the
 * conversation ("Be sure to include these items in your `input`", `ResponseReasoningItem`); later models
 * read that of all turns (`Reasoning.context`).
 */
export function toResponsesBody(
  request: UpstreamRequest,
  { systemPrompt }: { systemPrompt?: string | null | undefined },
  webSearch: WebSearchMethod | null = null,
): ResponsesBody {
  const reasoning = reasoningOf(request);
  const instructions = systemTextOf(request, systemPrompt);
  return {
    model: request.model,
    ...(instructions && { instructions }),
    input: request.messages.flatMap(toInputItems),
    stream: true,
    store: false,
    // What does not fit is refused, as in Chat Completions, and never dropped unseen.
    truncation: 'disabled',
    max_output_tokens: Math.max(request.maxOutputTokens, MIN_OUTPUT_TOKENS),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.topP !== undefined && { top_p: request.topP }),
    ...(reasoning && { reasoning }),
    // Other models refuse it.
    ...(isReasoningModel(request.model) && { include: ['reasoning.encrypted_content'] }),
    ...webSearch?.members,
  };
}

function reasoningOf({ model, reasoningEffort }: UpstreamRequest): ReasoningMember | null {
  const reasoning = {
    ...(reasoningEffort !== undefined && { effort: reasoningEffort }),
    // Other models refuse it.
    ...(isReasoningModel(model) && { summary: 'auto' }),
  };
  return Object.keys(reasoning).length > 0 ? reasoning : null;
}
