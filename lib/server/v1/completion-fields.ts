import 'server-only';

// OpenAI API reference, "The chat completion object" and "The chat completion chunk object".
const KNOWN_FIELDS = [
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'service_tier',
  'system_fingerprint',
  'obfuscation',
] as const;

/** A completion, or a chunk of one, with the fields that OpenAI documents and no others. */
export function pickCompletionFields(value: unknown): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  if (typeof value !== 'object' || value === null) return picked;
  const given: Record<string, unknown> = { ...value };
  for (const name of KNOWN_FIELDS) {
    if (given[name] !== undefined) picked[name] = given[name];
  }
  return picked;
}

/** The chunk that carries nothing but the token count, which comes only when it is asked for. */
export function isUsageOnly(chunk: Record<string, unknown>): boolean {
  const { choices, usage } = chunk;
  return Array.isArray(choices) && choices.length === 0 && usage !== undefined && usage !== null;
}

/** A whole completion as the one chunk of a stream, for an upstream that does not stream. */
export function toSingleChunk(completion: Record<string, unknown>): Record<string, unknown> {
  const { choices, ...rest } = completion;
  const chunked = (Array.isArray(choices) ? choices : []).map((choice: unknown) => {
    const { message, ...others } = { ...(choice as { message?: unknown }) };
    return { ...others, delta: message };
  });
  return { ...rest, object: 'chat.completion.chunk', choices: chunked };
}
