import type { ErrorDetails } from '../../errors/error-body.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { HeaderReader } from '../classification.ts';
import type { ErrorShape } from '../evidence/read-error-shape.ts';

type LimitDetails = Pick<
  ErrorDetails,
  'limit' | 'used' | 'limitUnit' | 'limitWindow' | 'limitTokens' | 'usedTokens' | 'requestedTokens'
>;

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
      return readRateLimit(shape.message, headers);
    case 'context_too_long':
      return readContextTokens(shape);
    case 'message_too_long':
      return readStringLength(shape.message);
    default:
      return {};
  }
}

/**
 * The limit that was hit: "on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754",
 * the older "on requests per min. Limit: 3 / min. Current: 4 / min", else the
 * `x-ratelimit-limit-*` header of the limit that has nothing remaining.
 */
function readRateLimit(message: string, headers: HeaderReader): LimitDetails {
  const limit = readCount(message, /\bLimit:? (\d[\d,]{0,14})\b/);
  if (limit === undefined) return readLimitHeader(headers);
  const used = readCount(message, /\b(?:Used|Current):? (\d[\d,]{0,14})\b/);
  const requested = readCount(message, /\bRequested:? (\d[\d,]{0,14})\b/);
  const limitUnit = unitOf(message);
  const limitWindow = windowOf(message);
  return {
    limit,
    ...(used !== undefined && { used }),
    ...(limitUnit !== undefined && { limitUnit }),
    ...(limitWindow !== undefined && { limitWindow }),
    ...(limitUnit === 'tokens' && {
      limitTokens: limit,
      ...(used !== undefined && { usedTokens: used }),
      ...(requested !== undefined && { requestedTokens: requested }),
    }),
  };
}

function readLimitHeader(headers: HeaderReader): LimitDetails {
  for (const limitUnit of ['requests', 'tokens'] as const) {
    const limit = headers.get(`x-ratelimit-limit-${limitUnit}`)?.trim() ?? '';
    const isExhausted = headers.get(`x-ratelimit-remaining-${limitUnit}`)?.trim() === '0';
    if (isExhausted && /^\d{1,12}$/.test(limit)) return { limit: Number(limit), limitUnit };
  }
  return {};
}

function unitOf(message: string): 'requests' | 'tokens' | undefined {
  const found = /\b(requests|tokens) per (?:min|day|month)|\((R|T)P[MD]\)/.exec(message);
  if (!found) return undefined;
  return found[1] === 'requests' || found[2] === 'R' ? 'requests' : 'tokens';
}

function windowOf(message: string): 'minute' | 'day' | 'month' | undefined {
  const found = /\bper (min|day|month)|\([RT]P(M|D)\)/.exec(message);
  if (!found) return undefined;
  if (found[1] === 'month') return 'month';
  return found[1] === 'day' || found[2] === 'D' ? 'day' : 'minute';
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

function readCount(message: string, pattern: RegExp): number | undefined {
  return firstSum([pattern], message);
}

function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function parseCount(text: string): number {
  return Number(text.replaceAll(',', ''));
}
