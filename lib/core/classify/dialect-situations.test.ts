import { describe, expect, it } from 'vitest';
import { HOSTED_DIALECTS } from '#tests/fixtures/dialects/hosted-dialects.ts';
import { SERVED_DIALECTS } from '#tests/fixtures/dialects/served-dialects.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

const DIALECTS = { ...HOSTED_DIALECTS, ...SERVED_DIALECTS };

const situations = Object.entries(DIALECTS).flatMap(([dialect, rows]) =>
  rows.map(([what, status, body, kind]) => ({ dialect, what, status, body, kind })),
);

describe('common failures in every dialect', () => {
  it.each(situations)(
    '$dialect: classifies "$what" ($status) as $kind',
    ({ status, body, kind }) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      // Servers label pages as JSON and JSON as pages, so the bytes decide.
      for (const type of ['application/json', 'text/html', 'text/plain', null]) {
        const headers = new Headers(type === null ? {} : { 'content-type': type });
        const failure = classifyUpstreamError({ status, headers, body: text }, 0);
        expect({ type, kind: failure.kind, status: failure.status }).toEqual({
          type,
          kind,
          status,
        });
      }
    },
  );

  it('have at least five examples per dialect', () => {
    expect(situations.length).toBeGreaterThan(100);
    expect(Object.values(DIALECTS).filter((rows) => rows.length < 5)).toEqual([]);
  });
});
