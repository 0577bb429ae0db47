import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';

type UsageTable = {
  counts: readonly string[];
  details: Readonly<Record<string, readonly string[]>>;
};

// OpenAI API reference, "The chat completion object".
const COMPLETION: UsageTable = {
  counts: ['prompt_tokens', 'completion_tokens', 'total_tokens'],
  details: {
    prompt_tokens_details: ['audio_tokens', 'cache_write_tokens', 'cached_tokens'],
    completion_tokens_details: [
      'accepted_prediction_tokens',
      'audio_tokens',
      'reasoning_tokens',
      'rejected_prediction_tokens',
      'text_tokens',
    ],
  },
};
// OpenAI API reference, "The Response object".
const RESPONSE: UsageTable = {
  counts: ['input_tokens', 'output_tokens', 'total_tokens'],
  details: {
    input_tokens_details: ['cache_write_tokens', 'cached_tokens'],
    output_tokens_details: ['reasoning_tokens'],
  },
};

/** Picks the documented, valid counts of a completion's `usage`; undefined if there are none. */
export function pickUsage(usage: unknown): Record<string, unknown> | null | undefined {
  return pickBy(COMPLETION, usage);
}

/** The same for a response's. */
export function pickResponseUsage(usage: unknown): Record<string, unknown> | null | undefined {
  return pickBy(RESPONSE, usage);
}

function pickBy(
  { counts: names, details: table }: UsageTable,
  usage: unknown,
): Record<string, unknown> | null | undefined {
  if (usage === null) return null;
  const picked: Record<string, unknown> = pickCounts(usage, names);
  if (Object.keys(picked).length === 0) return undefined;
  for (const [name, counts] of Object.entries(table)) {
    const details = pickCounts(fieldOf(usage, name), counts);
    if (Object.keys(details).length > 0) picked[name] = details;
  }
  return picked;
}

function pickCounts(value: unknown, names: readonly string[]): Record<string, number> {
  const picked: Record<string, number> = {};
  for (const name of names) {
    const count = fieldOf(value, name);
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) {
      picked[name] = count;
    }
  }
  return picked;
}
