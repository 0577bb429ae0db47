import type { ErrorDetails } from '../errors/error-body.ts';
import type { ErrorShape } from './read-error-shape.ts';

// One row for each wording of message-rules/context-message-rules.ts.
const LIMITS: readonly RegExp[] = [
  /\bmaximum (?:context|prompt) length (?:is|of) (\d[\d,]{0,14})/,
  /\bcontext length of only (\d[\d,]{0,14})/,
  /\bcontext size \((\d[\d,]{0,14}) tokens\)/,
  /\btokens > (\d[\d,]{0,14}) maximum/,
  /\bmaximum number of tokens allowed \((\d[\d,]{0,14})\)/,
  /\bmaximum model length of (\d[\d,]{0,14})/,
  /\(context length (\d[\d,]{0,14})\)/,
  /\bcontext window of (\d[\d,]{0,14})/,
  /`max_new_tokens` must be <= (\d[\d,]{0,14})/,
];
// Two numbers are prompt and output, to be added.
const USED: readonly RegExp[] = [
  /\bfor a total of at least (\d[\d,]{0,14})/,
  /\bresulted in (\d[\d,]{0,14}) tokens/,
  /\byou requested (?:about )?(\d[\d,]{0,14}) tokens/,
  /\brequest contains (\d[\d,]{0,14}) tokens/,
  /\bkeep the first (\d[\d,]{0,14}) tokens/,
  /\brequest \((\d[\d,]{0,14}) tokens\)/,
  /\bprompt is too long: (\d[\d,]{0,14}) tokens/,
  /\binput token count \((\d[\d,]{0,14})\)/,
  /\bprompt \((?:total )?length (\d[\d,]{0,14})\)/,
  /\bRequested tokens \((\d[\d,]{0,14})\)/,
  /\bGiven: (\d[\d,]{0,14}) `inputs` tokens and (\d[\d,]{0,14}) `max_new_tokens`/,
  /\bis too large: (\d[\d,]{0,14})\. This model's [^.\n]{0,60} tokens and your request has (\d[\d,]{0,14}) input/,
];

/** The window and what the request came to, in tokens; either may be missing. */
export function readContextTokens(
  shape: ErrorShape,
): Pick<ErrorDetails, 'limitTokens' | 'usedTokens'> {
  const limitTokens = asCount(shape.contextTokens) ?? firstSum(LIMITS, shape.message);
  const usedTokens = asCount(shape.promptTokens) ?? firstSum(USED, shape.message);
  return {
    ...(limitTokens !== undefined && { limitTokens }),
    ...(usedTokens !== undefined && { usedTokens }),
  };
}

function firstSum(patterns: readonly RegExp[], message: string): number | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(message);
    if (found) return found.slice(1).reduce((sum, number) => sum + parseCount(number), 0);
  }
  return undefined;
}

function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function parseCount(text: string): number {
  return Number(text.replaceAll(',', ''));
}
