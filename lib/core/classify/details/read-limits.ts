import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { HeaderReader } from '../classification.ts';
import { headerFields } from '../evidence/collect-fields.ts';
import type { ErrorShape } from '../evidence/read-error-shape.ts';
import type { LimitDetails } from './limits/limit-details.ts';
import { readLimitWindow } from './limits/read-limit-window.ts';
import { readRateLimit } from './limits/read-rate-limit.ts';

// One row for each wording in message-rules/context-message-rules.ts.
const CONTEXT_LIMITS: readonly RegExp[] = [
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
// Where a pattern captures two numbers, they are prompt and output, and are added.
const CONTEXT_USED: readonly RegExp[] = [
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

/** Reads the limit that was hit and how much of it was used; any part may be missing. */
export function readLimits(
  kind: ErrorKind,
  shape: ErrorShape,
  headers: HeaderReader,
): LimitDetails {
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
    case 'request_too_large':
      return readRateLimit(shape.message, shape.fields ?? [], headerFields(headers));
    case 'spend_limit_reached':
    case 'quota_exhausted':
      return readWindow(shape.message);
    case 'context_too_long':
      return readContextTokens(shape);
    case 'message_too_long':
      return readStringLength(shape.message);
    default:
      return {};
  }
}

/** The context window and the size of the request, in tokens. */
function readContextTokens({ message, contextTokens, promptTokens }: ErrorShape): LimitDetails {
  const limitTokens = asCount(contextTokens) ?? firstSum(CONTEXT_LIMITS, message);
  const usedTokens = asCount(promptTokens) ?? firstSum(CONTEXT_USED, message);
  return {
    ...(limitTokens !== undefined && { limitTokens }),
    ...(usedTokens !== undefined && { usedTokens }),
  };
}

/** "string too long. Expected a string with maximum length 1048576, but got a string with length 1744259" */
function readStringLength(message: string): LimitDetails {
  const found = /maximum length (\d{1,12}), but got a string with length (\d{1,12})/.exec(message);
  if (!found) return {};
  return { limit: Number(found[1]), used: Number(found[2]), limitUnit: 'characters' };
}

function firstSum(patterns: readonly RegExp[], message: string): number | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(message);
    if (found) return found.slice(1).reduce((sum, number) => sum + parseCount(number), 0);
  }
  return undefined;
}

function readWindow(message: string): LimitDetails {
  const window = readLimitWindow(message);
  return window ? { limitWindow: window.limitWindow } : {};
}

function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function parseCount(text: string): number {
  return Number(text.replaceAll(',', ''));
}
