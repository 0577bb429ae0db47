import 'server-only';

export type FinishReasonOnWire = 'stop' | 'length' | 'content_filter' | 'tool_calls';

/** `reasoning` is the part of `completion` that was thinking. */
export type TokenCounts = { prompt: number; completion: number; reasoning: number };

/** The fields that every chunk of one completion repeats. */
export type CompletionIdentity = {
  id: string;
  /** Seconds since the epoch. */
  created: number;
  model: string;
  systemFingerprint: string;
};

/** How chunks are written. `obfuscation` returns padding, or undefined for none. */
type ChunkOptions = { includeUsage: boolean; obfuscation: () => string | undefined };

/** Writes the events of a streamed completion, each ready to send. */
export type CompletionWriter = {
  role: () => string;
  /** OpenAI shows no thinking; this is how DeepSeek and most others stream theirs. */
  thinking: (text: string) => string;
  content: (text: string) => string;
  refusal: (text: string) => string;
  /** Other members of a delta, such as `annotations`. */
  members: (members: object) => string;
  finish: (reason: FinishReasonOnWire) => string;
  usage: (counts: TokenCounts) => string;
};

/** The event that ends OpenAI's streams. */
export const DONE_EVENT = 'data: [DONE]\n\n';

/**
 * Writes a streamed chat completion like OpenAI (API reference, "Chat Completions: streaming"): with
 * `include_usage`, every chunk has a `usage` that is null, except the last one, which has no choices.
 */
export function createCompletionWriter(
  identity: CompletionIdentity,
  { includeUsage, obfuscation }: ChunkOptions,
): CompletionWriter {
  const chunk = (choices: unknown[], counts: TokenCounts | null = null): string => {
    const padding = obfuscation();
    return toEvent({
      ...identityFields(identity, 'chat.completion.chunk'),
      choices,
      ...(includeUsage && { usage: counts && usageFields(counts) }),
      ...(padding !== undefined && { obfuscation: padding }),
    });
  };
  const delta = (delta: object, finishReason: FinishReasonOnWire | null = null): string =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finishReason }]);

  return {
    role: () => delta({ role: 'assistant', content: '', refusal: null }),
    thinking: (text) => delta({ reasoning_content: text }),
    content: (text) => delta({ content: text }),
    refusal: (text) => delta({ refusal: text }),
    members: (members) => delta(members),
    finish: (reason) => delta({}, reason),
    usage: (counts) => chunk([], counts),
  };
}

/** Writes a chat completion as one document, indented like OpenAI's. */
export function encodeCompletion(
  identity: CompletionIdentity,
  reply: {
    thinking: string | null;
    text: string;
    refusal: string | null;
    /** Other members of the message, such as `annotations`. */
    members: object;
    finish: FinishReasonOnWire;
  },
  counts: TokenCounts,
): string {
  const content = reply.refusal !== null || reply.finish === 'tool_calls' ? null : reply.text;
  const message = {
    role: 'assistant',
    content,
    ...(reply.thinking !== null && { reasoning_content: reply.thinking }),
    refusal: reply.refusal,
    annotations: [],
    ...reply.members,
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: reply.finish };
  const completion = {
    ...identityFields(identity, 'chat.completion'),
    choices: [choice],
    usage: usageFields(counts),
  };
  return `${JSON.stringify(completion, null, 2)}\n`;
}

function toEvent(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function identityFields(identity: CompletionIdentity, object: string): object {
  return {
    id: identity.id,
    object,
    created: identity.created,
    model: identity.model,
    service_tier: 'default',
    system_fingerprint: identity.systemFingerprint,
  };
}

function usageFields({ prompt, completion, reasoning }: TokenCounts): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
