import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { type FailedAttempt, planRetry } from './retry-policy.ts';

/** How often each kind is retried. Every new kind must be added; docs/decisions/0007 gives the reasons. */
const RETRIES = {
  connection_lost: 2,
  overloaded: 2,
  server_error: 2,
  bad_gateway: 2,
  connection_refused: 1,
  dns_failure: 1,
  proxy_failed: 1,
  gateway_timeout: 1,
  upstream_timeout: 1,

  // The visitor sees the countdown; daily limits, credit and size do not change within seconds.
  rate_limited: 0,
  rate_limited_daily: 0,
  request_too_large: 0,
  quota_exhausted: 0,
  spend_limit_reached: 0,
  billing_inactive: 0,

  // Someone has to change the key, the settings or the request.
  key_missing: 0,
  key_malformed: 0,
  key_invalid: 0,
  account_deactivated: 0,
  organization_mismatch: 0,
  project_mismatch: 0,
  ip_not_allowed: 0,
  missing_scopes: 0,
  wrong_host: 0,
  wrong_credential_type: 0,
  region_unsupported: 0,
  model_not_allowed: 0,
  organization_unverified: 0,
  network_blocked: 0,
  model_not_found: 0,
  model_wrong_endpoint: 0,
  wrong_url: 0,
  bad_request: 0,
  context_too_long: 0,
  message_too_long: 0,
  unsupported_parameter: 0,
  image_rejected: 0,
  content_flagged: 0,
  conflict: 0,
  payload_too_large: 0,
  not_an_api: 0,
  upstream_redirected: 0,
  tls_failure: 0,
  unknown: 0,

  // A reply had started and may be billed.
  reply_empty: 0,
  reply_interrupted: 0,
  reply_stalled: 0,
  reply_invalid: 0,
  reply_timeout: 0,
  reply_truncated: 0,
  reply_filtered: 0,
  reply_refused: 0,

  // Starlight's own: no upstream was called, or this machine is short of a resource.
  invalid_request: 0,
  model_not_offered: 0,
  access_required: 0,
  access_code_wrong: 0,
  origin_rejected: 0,
  method_not_allowed: 0,
  duplicate_turn: 0,
  body_too_large: 0,
  unsupported_media_type: 0,
  visitor_rate_limited: 0,
  too_many_at_once: 0,
  budget_spent: 0,
  internal: 0,
  not_configured: 0,
  closed: 0,
  busy: 0,
  store_unavailable: 0,
  server_restarting: 0,
  platform_timeout: 0,
  offline: 0,
  starlight_unreachable: 0,
  plan_excludes_model: 0,
  setting_required: 0,
  refused: 0,
  output_limit_too_large: 0,
  image_not_supported: 0,
  model_unavailable: 0,
  reply_end_unknown: 0,
} as const satisfies Record<ErrorKind, 0 | 1 | 2>;

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);

function attempt(
  failure: Failure | ErrorKind,
  more: Partial<Omit<FailedAttempt, 'failure'>> = {},
): FailedAttempt {
  const complete = typeof failure === 'string' ? { kind: failure, status: 500 } : failure;
  return {
    failure: complete,
    forbidsRetry: false,
    retries: 0,
    waitedMs: 0,
    tookMs: 100,
    remainingMs: 100_000,
    ...more,
  };
}

const halfway = () => 0.5;

/** How often a request that keeps failing the same way is retried. */
function countRetries(failure: Failure | ErrorKind): number {
  let retries = 0;
  while (planRetry(attempt(failure, { retries }), halfway) !== null) retries += 1;
  return retries;
}

describe('the number of retries', () => {
  it.each(KINDS)('is as listed for %s', (kind) => {
    expect(countRetries(kind)).toBe(RETRIES[kind]);
  });

  it('depends on the latest failure and includes earlier retries', () => {
    expect(planRetry(attempt('gateway_timeout', { retries: 1 }), halfway)).toBeNull();
    expect(planRetry(attempt('server_error', { retries: 1 }), halfway)).not.toBeNull();
  });

  it('is zero if the upstream forbids a retry', () => {
    expect(planRetry(attempt('server_error', { forbidsRetry: true }), halfway)).toBeNull();
  });

  it('is zero if the failure is certain to recur', () => {
    expect(countRetries({ kind: 'overloaded', details: { reason: 'slow_down' } })).toBe(0);
    expect(countRetries({ kind: 'overloaded', details: { reason: 'model_loading' } })).toBe(2);
    expect(countRetries({ kind: 'bad_gateway' })).toBe(0);
  });
});

describe('the wait before a retry', () => {
  it('is random, up to half a second, then up to one second', () => {
    const waitAfter = (retries: number, random: number) =>
      planRetry(attempt('server_error', { retries }), () => random);
    expect([waitAfter(0, 0), waitAfter(0, 0.5), waitAfter(0, 0.999)]).toEqual([0, 250, 499.5]);
    expect([waitAfter(1, 0), waitAfter(1, 0.5), waitAfter(1, 0.999)]).toEqual([0, 500, 999]);
  });

  it.each(['connection_refused', 'dns_failure'] as const)('is half as long for %s', (kind) => {
    expect(planRetry(attempt(kind), () => 0.999)).toBe(249.75);
  });

  it('is at least what the upstream asks for', () => {
    const overloaded = { kind: 'overloaded', status: 503, retryAfterMs: 1000 } as const;
    expect(planRetry(attempt(overloaded), () => 0)).toBe(1000);
    expect(planRetry(attempt(overloaded), halfway)).toBe(1250);
  });

  it('leads to no retry when the upstream asks for more than 5 s in total', () => {
    const waitFor = (retryAfterMs: number, waitedMs = 0) =>
      planRetry(attempt({ kind: 'server_error', retryAfterMs }, { waitedMs }), () => 0);
    expect(waitFor(5000)).toBe(5000);
    expect(waitFor(5001)).toBeNull();
    expect(waitFor(60_000)).toBeNull();
    expect(waitFor(3000, 2000)).toBe(3000);
    expect(waitFor(3000, 2001)).toBeNull();
  });

  it('leaves the retry at least as much time as the failed attempt took', () => {
    const within = (tookMs: number, remainingMs: number) =>
      planRetry(attempt('gateway_timeout', { tookMs, remainingMs }), halfway);
    expect(within(30_000, 90_000)).toBe(250);
    expect(within(60_000, 60_000)).toBeNull();
    expect(within(100_000, 20_000)).toBeNull();
    expect(within(0, 250)).toBe(250);
    expect(within(0, 249)).toBeNull();
    expect(within(0, -1)).toBeNull();
  });
});

describe('any sequence of failures', () => {
  const failure = fc.record(
    {
      kind: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...KINDS.filter((kind) => RETRIES[kind] > 0)) },
        fc.constantFrom(...KINDS),
      ),
      status: fc.integer({ min: 400, max: 599 }),
      retryAfterMs: fc.oneof(fc.nat(6000), fc.nat(31 * 24 * 3600 * 1000)),
    },
    { requiredKeys: ['kind'] },
  );

  it('is retried at most twice, waits at most 5 s, and never exceeds the deadline', () => {
    const failures = fc.array(fc.tuple(failure, fc.oneof(fc.nat(500), fc.nat(150_000))), {
      minLength: 1,
      maxLength: 9,
    });
    const draws = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    const deadline = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(failures, deadline, draws, (sequence, deadlineMs, random) => {
        let now = 0;
        let retries = 0;
        let waitedMs = 0;
        for (const [next, tookMs] of sequence) {
          now += tookMs;
          const progress = { retries, waitedMs, tookMs, remainingMs: deadlineMs - now };
          const waitMs = planRetry(attempt(next, progress), () => random.next().value);
          if (waitMs === null) break;
          expect(waitMs).toBeGreaterThanOrEqual(next.retryAfterMs ?? 0);
          expect(RETRIES[next.kind]).toBeGreaterThan(retries);
          now += waitMs;
          waitedMs += waitMs;
          retries += 1;
          expect(now).toBeLessThanOrEqual(deadlineMs);
        }
        expect(retries).toBeLessThanOrEqual(2);
        expect(waitedMs).toBeLessThanOrEqual(5000);
      }),
    );
  });
});
