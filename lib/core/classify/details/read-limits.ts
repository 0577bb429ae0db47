import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { HeaderReader } from '../classification.ts';
import { headerFields } from '../evidence/collect-fields.ts';
import type { ErrorShape } from '../evidence/read-error-shape.ts';
import type { LimitDetails } from './limits/limit-details.ts';
import { readLimitWindow } from './limits/read-limit-window.ts';
import { readRateLimit } from './limits/read-rate-limit.ts';

const MIN_TOKENS = 100;
const MAX_TOKENS = 1e8;
// Wordings of servers that state more than two numbers, or only one.
const CONTEXT_LIMITS: readonly RegExp[] = [
  /\bmaximum (?:context|prompt) length (?:is|of) (\d[\d,]{0,14})/,
  /\bcontext length of only (\d[\d,]{0,14})/,
  /\bcontext size \((\d[\d,]{0,14}) tokens\)/,
  /\btokens > (\d[\d,]{0,14}) maximum/,
  /\bmaximum number of tokens allowed \(?(\d[\d,]{0,14})/,
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
// "supports at most 16384 completion tokens", "100000 > 8192", "less than or equal to `8192`".
const OUTPUT_LIMITS: readonly RegExp[] = [
  /\b(?:at most|up to|less than or equal to|lower than|cannot exceed|must not exceed|limit of|limit is|maximum (?:value )?(?:is|of)) [`'"]?(\d[\d,]{0,14})/i,
  /(?:>|<=) ?(\d[\d,]{0,14})/,
  /\[\d{1,6}, ?(\d{2,9})\]/,
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
    case 'output_limit_too_large':
      return readOutputLimit(shape.message);
    case 'message_too_long':
      return readStringLength(shape.message);
    default:
      return {};
  }
}

/** The context window and the size of the request, in tokens. */
function readContextTokens({ message, contextTokens, promptTokens }: ErrorShape): LimitDetails {
  const pair = readPair(message);
  const limitTokens = asCount(contextTokens) ?? firstSum(CONTEXT_LIMITS, message) ?? pair?.limit;
  const usedTokens = asCount(promptTokens) ?? firstSum(CONTEXT_USED, message) ?? pair?.used;
  return {
    ...(limitTokens !== undefined && { limitTokens }),
    ...(usedTokens !== undefined && { usedTokens }),
  };
}

/**
 * The only two numbers of a message: what is used exceeds the limit, whatever the words. Three could
 * mean anything, and small or huge ones are codes and IDs.
 */
function readPair(message: string): { limit: number; used: number } | undefined {
  if (/char|maxLength|bytes/i.test(message)) return undefined;
  const found = [...message.matchAll(/(?<![\w.-])\d[\d,]{1,14}(?![\w-])/g)];
  const numbers = [...new Set(found.map(([text]) => parseCount(text)))];
  const [limit = 0, used = 0] = numbers.toSorted((first, second) => first - second);
  const isPair = numbers.length === 2 && limit >= MIN_TOKENS && used <= MAX_TOKENS;
  return isPair ? { limit, used } : undefined;
}

/** The most tokens a reply may have. */
function readOutputLimit(message: string): LimitDetails {
  const limitTokens = firstSum(OUTPUT_LIMITS, message);
  return limitTokens === undefined ? {} : { limitTokens };
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
