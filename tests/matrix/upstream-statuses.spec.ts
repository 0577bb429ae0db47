import { expect } from '@playwright/test';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { answer } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';

/** An upstream's answer, and its expected result. */
type Answer = {
  status: number;
  code?: string;
  html?: boolean;
  kind: ErrorKind;
  retry: 'now' | 'wait' | 'never';
};

const REFUSALS: readonly Answer[] = [
  { status: 400, kind: 'bad_request', retry: 'never' },
  { status: 400, code: 'context_length_exceeded', kind: 'context_too_long', retry: 'never' },
  { status: 401, code: 'invalid_api_key', kind: 'key_invalid', retry: 'never' },
  {
    status: 403,
    code: 'unsupported_country_region_territory',
    kind: 'region_unsupported',
    retry: 'never',
  },
  { status: 404, code: 'model_not_found', kind: 'model_not_found', retry: 'never' },
  { status: 413, kind: 'payload_too_large', retry: 'never' },
  { status: 422, kind: 'bad_request', retry: 'never' },
  { status: 429, code: 'insufficient_quota', kind: 'quota_exhausted', retry: 'never' },
  {
    status: 429,
    code: 'project_spend_limit_exceeded',
    kind: 'spend_limit_reached',
    retry: 'never',
  },
  { status: 429, code: 'billing_not_active', kind: 'billing_inactive', retry: 'never' },
];

const RETRYABLE_FAILURES: readonly Answer[] = [
  { status: 408, kind: 'upstream_timeout', retry: 'now' },
  { status: 409, kind: 'conflict', retry: 'now' },
  { status: 500, kind: 'server_error', retry: 'now' },
  { status: 502, html: true, kind: 'bad_gateway', retry: 'now' },
  { status: 503, kind: 'overloaded', retry: 'wait' },
  { status: 529, kind: 'overloaded', retry: 'wait' },
];

const MAX_ATTEMPTS = 3;

function scriptOf({ status, code, html }: Answer) {
  const message = `RAW WORDS of a ${status}`;
  return answer(
    status,
    html ? `<html>${message}</html>` : { error: { message, code, type: null, param: null } },
  );
}

row(
  {
    id: 'U13a',
    title: 'each refusal has its own kind, is requested once, and is not called retryable',
    inject: '400, 401, 403, 404, 413, 422, 429 with spend codes',
    expect: 'our own kinds; one request each; Retry is not the button',
    figure: '1 request each',
  },
  async (stage) => {
    const { upstream } = stage.site;
    for (const refusal of REFUSALS) {
      const before = upstream.requests.length;
      upstream.respond(scriptOf(refusal));
      const { error, status, raw } = await stage.post('Hello?');
      const { kind, retry } = refusal;
      expect.soft(error).toMatchObject({ kind, status: refusal.status });
      expect(status).toBe(refusal.status);
      expect(raw).not.toContain('RAW WORDS');
      expect(upstream.requests, `requests after ${kind}`).toHaveLength(before + 1);
      expect.soft(ERROR_CATALOGUE[kind].retry, kind).toBe(retry);
    }
    stage.figure('kinds distinguished', REFUSALS.length, '');
    await stage.ask(
      'Hello?',
      scriptOf({ status: 401, code: 'invalid_api_key', kind: 'key_invalid', retry: 'never' }),
    );
    await stage.failsWith({ kind: 'key_invalid', status: 401 });
    expect(await stage.page.content()).not.toContain('RAW WORDS');
  },
);

row(
  {
    id: 'U13b',
    title: 'a rate limit lasts exactly as long as the upstream asks',
    inject: '429 with Retry-After: 4',
    expect: '429 `rate_limited`; Retry is disabled until then, and then works',
    figure: '4 s',
    quick: true,
  },
  async (stage) => {
    const limited = { error: { message: 'x', type: 'requests', code: 'rate_limit_exceeded' } };
    await stage.ask('Hello?', answer(429, limited, { 'retry-after': '4' }));
    await stage.failsWith({ kind: 'rate_limited', status: 429 });
    expect((await stage.lastReply()).error?.retryAfterMs).toBe(4000);
    const retry = stage.starlight.banner.getByRole('button', { name: 'Retry' });
    await expect(retry).toHaveAttribute('aria-disabled', 'true');
    await expect(retry).toHaveAttribute('aria-disabled', 'false');
    const wokeAfter = stage.sinceSent();
    expect(wokeAfter).toBeGreaterThan(3900);
    stage.figure('Retry becomes active after', wokeAfter, 'ms', 5000);
  },
);

row(
  {
    id: 'U13c',
    title: 'each upstream failure has its own kind and can be retried',
    inject: '408, 409, 500, 502 as HTML, 503, 529',
    expect: `our own kinds; Retry is offered; at most ${MAX_ATTEMPTS} requests each`,
  },
  async (stage) => {
    const { upstream } = stage.site;
    for (const failure of RETRYABLE_FAILURES) {
      const before = upstream.requests.length;
      upstream.respond(scriptOf(failure));
      const { error, raw } = await stage.post('Hello?');
      const { kind, retry } = failure;
      expect.soft(error).toMatchObject({ kind, status: failure.status });
      expect(raw).not.toContain('RAW WORDS');
      expect.soft(ERROR_CATALOGUE[kind].retry, kind).toBe(retry);
      const attempts = upstream.requests.length - before;
      stage.figure(`requests for a ${failure.status}`, attempts, '', MAX_ATTEMPTS);
    }
    await stage.ask(
      'Hello?',
      scriptOf({ status: 502, html: true, kind: 'bad_gateway', retry: 'now' }),
    );
    await stage.failsWith({ kind: 'bad_gateway', status: 502 });
    expect(await stage.page.content()).not.toContain('RAW WORDS');
  },
);
