import { describe, expect, it } from 'vitest';
import { HOSTED_DIALECTS } from '#tests/fixtures/dialects/hosted-dialects.ts';
import { SERVED_DIALECTS } from '#tests/fixtures/dialects/served-dialects.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

const DIALECTS = { ...HOSTED_DIALECTS, ...SERVED_DIALECTS };

const situations = Object.entries(DIALECTS).flatMap(([dialect, rows]) =>
  rows.map(([what, status, body, kind]) => ({ dialect, what, status, body, kind })),
);

describe('what every upstream meets, in the words of each', () => {
  it.each(situations)('$dialect: $what ($status) is $kind', ({ status, body, kind }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    // Servers send pages as JSON and the reverse; bytes decide.
    for (const type of ['application/json', 'text/html', 'text/plain', null]) {
      const headers = new Headers(type === null ? {} : { 'content-type': type });
      const failure = classifyUpstreamError({ status, headers, body: text }, 0);
      expect({ type, kind: failure.kind, status: failure.status }).toEqual({ type, kind, status });
    }
  });

  it('asks of each dialect what a key, a limit or a failure looks like', () => {
    expect(situations.length).toBeGreaterThan(100);
    expect(Object.values(DIALECTS).filter((rows) => rows.length < 5)).toEqual([]);
  });
});
