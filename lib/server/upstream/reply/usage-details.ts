import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

type JsonObject = Record<string, unknown>;

// The largest context window of any model (Llama 4 Scout).
const MAX_TOKENS = 10_000_000;
// No reply costs more; a number above it is in another unit.
const MAX_COST_USD = 1000;

/** Whether a value can be a count of tokens. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_TOKENS;
}

/**
 * The input and output tokens of a `usage`, by the names of Chat Completions or of Responses. Gateways that
 * write both fill in 0 for the ones they do not use (QuantumNous/new-api).
 */
export function readTotals(usage: JsonObject): { input: unknown; output: unknown } {
  return {
    input: filledIn(usage['prompt_tokens'], usage['input_tokens']),
    output: filledIn(usage['completion_tokens'], usage['output_tokens']),
  };
}

/** The details of the input or the output tokens of a `usage`, under either name. */
export function readDetails(usage: JsonObject, of: 'input' | 'output'): unknown {
  return of === 'input'
    ? (usage['prompt_tokens_details'] ?? usage['input_tokens_details'])
    : (usage['completion_tokens_details'] ?? usage['output_tokens_details']);
}

/** The tokens that were thinking, from a `usage`; 0 if it does not say. */
export function readReasoning(usage: JsonObject): number {
  return firstCount(
    fieldOf(usage['completion_tokens_details'], 'reasoning_tokens'),
    fieldOf(usage['output_tokens_details'], 'reasoning_tokens'),
    // Perplexity, and older gateways.
    usage['reasoning_tokens'],
    // Google's own name, which some gateways keep.
    usage['thoughts_token_count'],
    usage['thoughtsTokenCount'],
  );
}

/** The input tokens that were read from the upstream's cache, from a `usage`; 0 if it does not say. */
export function readCached(usage: JsonObject): number {
  return firstCount(
    fieldOf(usage['prompt_tokens_details'], 'cached_tokens'),
    fieldOf(usage['input_tokens_details'], 'cached_tokens'),
    // DeepSeek: "Context Caching".
    usage['prompt_cache_hit_tokens'],
    // Moonshot.
    usage['cached_tokens'],
  );
}

/** What the reply cost in US dollars, from a `usage`; null if it does not say, or cannot be true. */
export function readCost({
  cost,
  cost_details: details,
  is_byok: isByok,
}: JsonObject): number | null {
  // Perplexity's is an object.
  const charged = isRecord(cost) ? cost['total_cost'] : cost;
  if (!isCost(charged)) return null;
  // OpenRouter: "Usage Accounting". With a key of the operator's own, the provider charges separately.
  const byProvider = fieldOf(details, 'upstream_inference_cost');
  if (!isCost(byProvider)) return charged;
  const sum = isByok === true ? charged + byProvider : Math.max(charged, byProvider);
  return isCost(sum) ? sum : null;
}

function isCost(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_COST_USD;
}

function filledIn(one: unknown, other: unknown): unknown {
  return one === undefined || one === null || (one === 0 && isCount(other)) ? other : one;
}

/** The first count above 0, as a gateway may fill in the one it does not know. */
function firstCount(...values: readonly unknown[]): number {
  return values.filter(isCount).find((count) => count > 0) ?? 0;
}
