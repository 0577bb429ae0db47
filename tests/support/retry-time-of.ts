import { readRetryTime } from '#lib/core/classify/details/read-retry-time.ts';
import { readErrorShape } from '#lib/core/classify/evidence/read-error-shape.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';

/** The time at which each failure is read. */
export const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
/** The longest wait that is believed. */
export const DAYS_31 = 31 * 24 * 3600 * 1000;

type Answer = { headers?: Readonly<Record<string, string>> | undefined; body?: unknown };

/** The wait of a failure of this kind, in milliseconds. */
export function readFor(kind: ErrorKind, { headers = {}, body = {} }: Answer): number | undefined {
  const { message, fields } = readErrorShape(body);
  return readRetryTime(kind, { message, fields, headers: new Headers(headers), now: NOW });
}

/** The wait of a rate limit with these headers and this message. */
export function readRateLimit(headers: Record<string, string>, message = ''): number | undefined {
  return readFor('rate_limited', { headers, body: { error: { message } } });
}
