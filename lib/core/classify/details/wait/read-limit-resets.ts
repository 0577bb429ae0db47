import type { Field } from '../../evidence/collect-fields.ts';
import { parseWait } from './parse-wait.ts';
import { isResetField, waitOfField } from './read-stated-wait.ts';

/**
 * One limit's reset. `exhausted`: nothing remains of it. `available`: something does, so it may not be
 * the limit that was hit. `unknown`: the response does not say how much remains.
 */
export type LimitReset = {
  /** The field's name, such as `x-ratelimit-reset-tokens`. */
  name: string;
  waitMs: number;
  state: 'exhausted' | 'available' | 'unknown';
};

/** The words after `reset` that say how the time is written, not which limit it belongs to. */
const FORM_OF_TIME =
  /-(?:at|in|on|after|time|date|timestamp|time-stamp|epoch|ms|s|seconds|milliseconds)(?=-|$)/g;

/**
 * Every reset that headers or fields name, each with what its `remaining` field says:
 * `x-ratelimit-reset-tokens` with `x-ratelimit-remaining-tokens`, `anthropic-ratelimit-tokens-reset`
 * with `anthropic-ratelimit-tokens-remaining`, `reset` with `remaining` in the same object, and the
 * IETF's `RateLimit: "default";r=0;t=25` (draft-ietf-httpapi-ratelimit-headers).
 */
export function readLimitResets(fields: readonly Field[], now: number): LimitReset[] {
  return fields.flatMap((field, index): LimitReset[] => {
    const [name, value] = field;
    if (name === 'ratelimit') return resetsOfStructuredField(value, now);
    const isReset = name.includes('reset') && (name.includes('ratelimit') || isResetField(name));
    const waitMs = isReset ? waitOfField(field, now) : undefined;
    return waitMs === undefined ? [] : [{ name, waitMs, state: stateOf(name, index, fields) }];
  });
}

/** Of several with the same name, the nearest belongs to the same object. */
function stateOf(reset: string, index: number, fields: readonly Field[]): LimitReset['state'] {
  const remaining = nearest(companionsOf(reset, 'remaining'), index, fields);
  if (remaining !== undefined) return stateOfRemaining(remaining);
  // anthropic-ratelimit-unified-5h-status: allowed, rejected
  const status = nearest(companionsOf(reset, 'status'), index, fields);
  if (status === 'rejected' || status === 'exceeded') return 'exhausted';
  return status?.startsWith('allowed') ? 'available' : 'unknown';
}

function companionsOf(reset: string, word: string): string[] {
  const bare = reset.replace(FORM_OF_TIME, '');
  return [reset, bare].map((name) => name.replace(/resets?/, word));
}

function nearest(
  names: readonly string[],
  index: number,
  fields: readonly Field[],
): string | undefined {
  let found: { value: string; distance: number } | undefined;
  for (const [at, [name, value]] of fields.entries()) {
    const distance = Math.abs(at - index);
    if (names.includes(name) && (!found || distance < found.distance)) found = { value, distance };
  }
  return found?.value.trim();
}

function stateOfRemaining(remaining: string): LimitReset['state'] {
  if (!/^-?\d{1,15}(?:\.\d{1,17})?$/.test(remaining)) return 'unknown';
  return Number(remaining) <= 0 ? 'exhausted' : 'available';
}

/** `"burst";r=0;t=25, "daily";r=9;t=3600`, and the older `limit=10, remaining=0, reset=25`. */
function resetsOfStructuredField(value: string, now: number): LimitReset[] {
  const isOlder = /\breset=/.test(value);
  return (isOlder ? [value] : value.split(',')).flatMap((item): LimitReset[] => {
    const reset = /\b(?:t|reset)=(\d{1,12})/.exec(item)?.[1];
    const remaining = /\b(?:r|remaining)=(\d{1,12})/.exec(item)?.[1] ?? '';
    const waitMs = reset === undefined ? undefined : parseWait(reset, now);
    const name = `ratelimit ${/"([a-z\d _-]{1,40})"/i.exec(item)?.[1] ?? ''}`;
    return waitMs === undefined ? [] : [{ name, waitMs, state: stateOfRemaining(remaining) }];
  });
}
