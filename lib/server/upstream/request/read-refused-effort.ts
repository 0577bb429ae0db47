import 'server-only';
import { knownEfforts } from '#lib/core/models/capabilities/read-capabilities.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

/** Longer than any refusal of a parameter. */
const MAX_READ_LENGTH = 4000;

// OpenAI and most others; OpenAI's Responses API; xAI; Ollama.
const ABOUT_EFFORT =
  /reasoning_effort|reasoning\.effort|reasoningEffort|does not support thinking|invalid think value/;
const LISTS_VALUES = /(?:supported values are|must be|one of|should be|input should be)/i;

/**
 * The efforts that a model takes, according to the refusal of another one; empty if the refusal lists
 * none. Null if it is not about the effort. Only known words are read.
 *
 * @param body the text of the error response
 */
export function readRefusedEffort(body: string): ReasoningEffort[] | null {
  const text = body.slice(0, MAX_READ_LENGTH);
  if (!ABOUT_EFFORT.test(text)) return null;
  const start = text.search(LISTS_VALUES);
  return start < 0 ? [] : knownEfforts(text.slice(start).split(/[^a-z]/));
}
