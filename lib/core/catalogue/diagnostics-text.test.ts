import { expect, it } from 'vitest';
import { diagnosticsRows, diagnosticsText } from './diagnostics-text.ts';

it('lists what support asks for, one per line', () => {
  const text = diagnosticsText({
    error: {
      kind: 'context_too_long',
      status: 400,
      requestId: 'req-1',
      upstreamRequestId: 'req_up',
      details: { limitTokens: 8192 },
    },
    model: 'gpt-x',
    failedAt: 0,
  });
  expect(text.split('\n')).toEqual([
    'Starlight error report',
    'Kind: context_too_long',
    'Status: 400',
    'Request ID: req-1',
    'Upstream request ID: req_up',
    'Model: gpt-x',
    'Time: 1970-01-01T00:00:00.000Z',
    'Limit tokens: 8192',
  ]);
});

it("omits what a failure without a connection doesn't have", () => {
  const error = { kind: 'offline', status: 0, requestId: 'none' } as const;
  expect(diagnosticsText({ error, model: null, failedAt: null })).toBe(
    'Starlight error report\nKind: offline',
  );
});

it.each([
  ['guessed', 'Certainty: guessed from the status'],
  ['recognized', 'Certainty: recognized'],
] as const)('says that a failure is %s', (certainty, line) => {
  const error = { kind: 'refused', certainty, status: 403, requestId: 'req-1' } as const;
  expect(diagnosticsText({ error, model: null, failedAt: null })).toContain(`\n${line}\n`);
});

it('says nothing twice, and tells what the upstream names differently', () => {
  const rowsOf = (model: string) =>
    diagnosticsRows({
      error: { kind: 'rate_limited', status: 429, requestId: 'none', details: { model } },
      model: 'gpt-5',
      failedAt: null,
    }).filter(([name]) => name.startsWith('Model'));
  expect(rowsOf('gpt-5')).toEqual([['Model', 'gpt-5']]);
  expect(rowsOf('gpt-5-2025')).toEqual([
    ['Model', 'gpt-5'],
    ['Model (upstream)', 'gpt-5-2025'],
  ]);
});
