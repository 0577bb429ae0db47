import { describe, expect, it } from 'vitest';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { MethodNotAllowedError } from '../guards/require-method.ts';
import { TeamRefusedError } from '../guards/require-team.ts';
import { toOpenAiFailure } from '../v1/openai-error.ts';
import { classOf, toFullBody, toVisibleBody, writeFailure } from './failure-response.ts';

const SITE = { contact: null, upstreamName: 'OpenAI' };
const SECRET = 'sk-proj-secretsecretsecret';

/** A failure in our own format, and in OpenAI's. */
const FORMATS = [
  ['our own format', () => undefined],
  ['OpenAI’s format', toOpenAiFailure],
] as const;

describe.each(FORMATS)('a failure in %s', (_, format) => {
  const write = (error: unknown) => {
    const body = toVisibleBody(toFullBody(error, 'sl_1'), 'visitor');
    return writeFailure(error, body, format(error, body, SITE));
  };

  it.each([
    ['an unexpected error', new TypeError(SECRET)],
    ['an error with a cause', new Error('x', { cause: new Error(SECRET) })],
    ['a string', SECRET],
    ['null', null],
    [
      'an invalid detail',
      new StarlightError({ kind: 'rate_limited', details: { model: `a ${SECRET}` } }),
    ],
    [
      'an operator-only detail',
      new StarlightError({ kind: 'key_malformed', details: { keyPrefix: 'sk-proj-' } }),
    ],
    [
      'a cause from the upstream',
      Object.assign(new StarlightError('rate_limited'), {
        cause: { type: SECRET, code: SECRET, message: SECRET },
      }),
    ],
  ])('reveals nothing of %s', (_name, error) => {
    const { text, headers } = write(error);
    expect(`${text}${[...headers]}`).not.toMatch(/secret|sk-/);
  });

  it('has Retry-After in whole seconds, rounded up and at most a month', () => {
    const waits = [0, 1, 1200, 1e15].map((retryAfterMs) =>
      write(new StarlightError({ kind: 'busy', retryAfterMs })).headers.get('retry-after'),
    );
    expect(waits).toEqual(['1', '1', '2', String(31 * 24 * 3600)]);
    expect(write(new StarlightError('busy')).headers.has('retry-after')).toBe(false);
  });

  it('names the allowed methods', () => {
    const { status, headers } = write(new MethodNotAllowedError(['GET', 'HEAD']));
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('closes the connection when a body did not arrive in time', () => {
    const late = { kind: 'invalid_request', status: 408, details: { field: 'body' } } as const;
    expect(write(new StarlightError(late)).headers.get('connection')).toBe('close');
    expect(write(new StarlightError('invalid_request')).headers.has('connection')).toBe(false);
  });

  it.each([0, 200, 302, 399, 600, 999])('never has the status %i', (status) => {
    expect(write(new StarlightError({ kind: 'unknown', status })).status).toBe(502);
  });
});

it('replaces statuses that a browser acts on for browsers, but not for programs', () => {
  for (const status of [407, 408, 421, 425]) {
    const error = new StarlightError({ kind: 'bad_request', status });
    const body = toFullBody(error, 'sl_1');
    expect(writeFailure(error, body).status).toBe(400);
    expect(parseErrorBody(JSON.parse(writeFailure(error, body).text).error)?.status).toBe(status);
    expect(toOpenAiFailure(error, body, SITE).status).toBe(status);
  }
});

it('tells a program how to fix its token, and sends WWW-Authenticate', () => {
  const error = new TeamRefusedError({ code: 'no_team_tokens', advice: 'Set the variable.' });
  const { status, json, headers } = toOpenAiFailure(error, toFullBody(error, 'sl_1'), SITE);
  expect({ status, json, headers }).toEqual({
    status: 401,
    json: {
      error: {
        message: 'Set the variable. (Request ID: sl_1)',
        type: 'invalid_request_error',
        code: 'no_team_tokens',
        param: null,
      },
    },
    headers: { 'x-should-retry': 'false', 'www-authenticate': 'Bearer' },
  });
});

it('returns the class of an unexpected error for the log', () => {
  class OddError extends TypeError {}
  expect([new OddError(SECRET), SECRET, null].map(classOf)).toEqual([
    'OddError',
    'string',
    'object',
  ]);
  expect(classOf(new StarlightError('busy'))).toBeUndefined();
});
