import type { Field } from '../../evidence/collect-fields.ts';
import { parseWait } from './parse-wait.ts';

/** `retry-after`, and what gateways call it: `x-ms-retry-after-ms`. */
const RETRY_AFTER = /(?:^|-)retry-after(?:-[a-z]{1,12})?$/;
// In bodies also Google's `retryDelay` and Hugging Face's `estimated_time` of a model that loads.
const RETRY_FIELD =
  /(?:^|-)(?:retry-(?:after|in|at|delay)|try-again-(?:in|at|after)|wait-time|wait|cooldown|estimated-time)(?:-[a-z]{1,12})?$/;
const RESET_FIELD =
  /(?:^|-)(?:resets?(?:-(?:at|in|on|after|time|date|delay|timestamp|time-stamp|epoch))?|available-(?:at|in|again-at)|(?:blocked|locked)-until)(?:-[a-z]{1,12})?$/;

const UNIT_SUFFIX = /-(ms|millis|milliseconds|msec|s|sec|secs|seconds|min|mins|minutes|hours)$/;
const MS_BY_SUFFIX: Readonly<Record<string, number>> = {
  ms: 1,
  millis: 1,
  milliseconds: 1,
  msec: 1,
  min: 60_000,
  mins: 60_000,
  minutes: 60_000,
  hours: 3_600_000,
};

/**
 * The wait that a response asks for in a `Retry-After` header (RFC 9110, 10.2.3). OpenAI's
 * `retry-after-ms` is the most exact one.
 */
export function readRetryAfter(headers: readonly Field[], now: number): number | undefined {
  const byPrecision = ['retry-after-ms', 'retry-after'].flatMap((exact) =>
    headers.filter(([name]) => name === exact),
  );
  return firstWait([...byPrecision, ...headers], RETRY_AFTER, now);
}

/** The wait in a field of the body: `retry_after`, `retryAfterMs`, `retryDelay`. */
export function readRetryField(fields: readonly Field[], now: number): number | undefined {
  return firstWait(fields, RETRY_FIELD, now);
}

/** Whether a field says when a limit resets: `reset_at`, `resetsInSeconds`, `X-RateLimit-Reset`. */
export function isResetField(name: string): boolean {
  return RESET_FIELD.test(name);
}

/** Milliseconds until the time in a field; the end of its name can give the unit: `retry_after_ms`. */
export function waitOfField([name, value]: Field, now: number): number | undefined {
  const unit = UNIT_SUFFIX.exec(name)?.[1] ?? '';
  return parseWait(value, now, MS_BY_SUFFIX[unit] ?? 1000);
}

function firstWait(fields: readonly Field[], names: RegExp, now: number): number | undefined {
  for (const field of fields) {
    const waitMs = names.test(field[0]) ? waitOfField(field, now) : undefined;
    if (waitMs !== undefined) return waitMs;
  }
  return undefined;
}
