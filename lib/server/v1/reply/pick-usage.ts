import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';

// OpenAI API reference, "The chat completion object".
const COUNTS = ['prompt_tokens', 'completion_tokens', 'total_tokens'];
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  prompt_tokens_details: ['audio_tokens', 'cache_write_tokens', 'cached_tokens'],
  completion_tokens_details: [
    'accepted_prediction_tokens',
    'audio_tokens',
    'reasoning_tokens',
    'rejected_prediction_tokens',
    'text_tokens',
  ],
};

/** Picks the documented, valid counts of a `usage`; undefined if there are none. */
export function pickUsage(usage: unknown): Record<string, unknown> | null | undefined {
  if (usage === null) return null;
  const picked: Record<string, unknown> = pickCounts(usage, COUNTS);
  if (Object.keys(picked).length === 0) return undefined;
  for (const [name, counts] of Object.entries(DETAILS)) {
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
