import type { Field } from '../../evidence/collect-fields.ts';
import type { LimitDetails } from './limit-details.ts';
import { readExhaustedLimit } from './read-exhausted-limit.ts';
import { readGoogleQuota } from './read-google-quota.ts';
import { readLimitWindow, windowOfName, windowOfSeconds } from './read-limit-window.ts';

const LIMIT = /\b(?:Limit:?|max [RT]P[MHD]:) (\d[\d,]{0,14})\b/;
const USED = /\b(?:Used|Current):? (\d[\d,]{0,14})\b/;
const REQUESTED = /\bRequested:? (\d[\d,]{0,14})\b/;
const BEFORE_NUMBER = /\blimit(?:ed to| of| is| exceeded:|:)? (?=\d)/gi;
// GitHub Models: "Rate limit of 50 per 86400s exceeded for UserByModelByDay"
const PER_SECONDS = /^\d[\d,]{0,14} per (\d{1,8}) ?s(?:econds)?\b/i;
// Together: "Your rate limit is 60 queries per minute"; Anthropic: "rate limit of 40,000 input tokens per minute"
const SPELLED =
  /^\d[\d,]{0,14} (?:input |output |completion |API )?(?:(requests?|queries|calls|messages|tokens) ?)?(?:per (?:1 )?|\/ ?|an? )(min|minute|hour|day|week|month)(?![a-z])/i;

/**
 * The limit that was hit: "on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754", the older
 * "on requests per min. Limit: 3 / min. Current: 4 / min", other wordings, Google's quota, else the
 * limit that headers or the body call exhausted. Without a number, still the window.
 */
export function readRateLimit(
  message: string,
  fields: readonly Field[],
  headers: readonly Field[],
): LimitDetails {
  const window = readLimitWindow(message);
  if (window?.isWhole === false) return { limitWindow: window.limitWindow };
  const found =
    readNumbers(message) ??
    readSpelled(message) ??
    readGoogleQuota(fields) ??
    readExhaustedLimit([...headers, ...fields], unitOf(message));
  return { ...(window && { limitWindow: window.limitWindow }), ...found };
}

function readNumbers(message: string): LimitDetails | undefined {
  const limit = readCount(message, LIMIT);
  if (limit === undefined) return undefined;
  const used = readCount(message, USED);
  const requested = readCount(message, REQUESTED);
  const limitUnit = unitOf(message);
  return {
    limit,
    ...(used !== undefined && { used }),
    ...(limitUnit !== undefined && { limitUnit }),
    ...(limitUnit === 'tokens' && {
      limitTokens: limit,
      ...(used !== undefined && { usedTokens: used }),
      ...(requested !== undefined && { requestedTokens: requested }),
    }),
  };
}

function readSpelled(message: string): LimitDetails | undefined {
  for (const { index, 0: cue } of message.matchAll(BEFORE_NUMBER)) {
    const rest = message.slice(index + cue.length, index + cue.length + 80);
    const limit = parseCount(/^[\d,]{1,15}/.exec(rest)?.[0] ?? '');
    const seconds = PER_SECONDS.exec(rest)?.[1];
    const [, word = '', name = ''] = SPELLED.exec(rest) ?? [];
    // "2 requests" without its window, as with 2 per 0 s for concurrency, would be wrong.
    const limitWindow = seconds ? windowOfSeconds(Number(seconds)) : windowOfName(name);
    const limitUnit = seconds
      ? unitOfGitHub(message)
      : (unitOfWord(word) ?? unitOf(message) ?? 'requests');
    if (limitWindow) return { limit, limitUnit, limitWindow };
  }
  return undefined;
}

/** GitHub names what it counts after the limit: `UserByModelByMinute`, `UserByModelByMinuteTokens`. */
function unitOfGitHub(message: string): 'requests' | 'tokens' {
  return /Tokens(?![a-z])/.test(message) ? 'tokens' : 'requests';
}

function unitOfWord(word: string): 'requests' | 'tokens' | 'messages' | undefined {
  if (word === '') return undefined;
  const unit = word.toLowerCase();
  return unit === 'tokens' || unit === 'messages' ? unit : 'requests';
}

function unitOf(message: string): 'requests' | 'tokens' | undefined {
  const found =
    /\b(requests|tokens) per (?:min|hour|day|week|month)|(?<![A-Za-z])(R|T)P[MHD](?![A-Za-z])/i.exec(
      message,
    );
  if (!found) return undefined;
  return found[1]?.toLowerCase() === 'requests' || found[2]?.toUpperCase() === 'R'
    ? 'requests'
    : 'tokens';
}

function readCount(message: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(message)?.[1];
  return found === undefined ? undefined : parseCount(found);
}

function parseCount(text: string): number {
  return Number(text.replaceAll(',', ''));
}
