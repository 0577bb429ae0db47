import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorDetails } from '#lib/core/errors/error-body.ts';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import { currentConfig } from '../config/read-config.ts';
import { requireMethod } from '../guards/require-method.ts';
import { registry, resetRegistry } from '../registry.ts';
import { signSession } from '../session/session-token.ts';
import { apiRoute } from './api-route.ts';

let lines: string[];
const parsedLines = () => lines.map((line): Record<string, unknown> => JSON.parse(line));

beforeEach(() => {
  resetRegistry();
  lines = [];
  registry().writeLine = (line) => lines.push(line);
  vi.stubEnv('OPENAI_API_KEY', 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z');
  vi.stubEnv('STARLIGHT_PUBLIC', '1');
});
afterEach(() => vi.unstubAllEnvs());

const get = (headers: Record<string, string> = {}) =>
  new Request('http://localhost/api/test?secret=1', { headers });
const failing = (failure: Failure) =>
  apiRoute('/api/test', async () => {
    throw new StarlightError(failure);
  });
const bodyOf = async (response: Response) => parseErrorBody((await response.json()).error);

describe('apiRoute', () => {
  it('responds with its own request ID and logs one line', async () => {
    const route = apiRoute('/api/test', async ({ requestId }) => new Response(requestId));
    const response = await route(get({ 'x-request-id': 'mine', 'user-agent': 'a\tb' }));
    expect(response.headers.get('x-starlight-build')).toBe(currentConfig().build);
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^sl_[0-9a-f]{20}$/);
    expect(await response.text()).toBe(id);
    expect(parsedLines()).toEqual([
      {
        time: expect.any(String),
        event: 'request',
        requestId: id,
        route: '/api/test',
        method: 'GET',
        status: 200,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('sends the headers of every API response', async () => {
    const route = apiRoute('/api/test', async () => Response.json({}));
    const { headers } = await route(get());
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Cookie',
      'server-timing': expect.stringMatching(/^app;dur=\d+\.\d$/),
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('sends HSTS only on https', async () => {
    vi.stubEnv('STARLIGHT_ORIGIN', 'https://chat.example');
    const route = apiRoute('/api/test', async () => Response.json({}));
    expect((await route(get())).headers.get('strict-transport-security')).toContain('63072000');
  });

  it('keeps the Cache-Control header of a handler', async () => {
    const headers = { 'cache-control': 'no-store, no-transform' };
    const route = apiRoute('/api/test', async () => new Response('', { headers }));
    expect((await route(get())).headers.get('cache-control')).toBe('no-store, no-transform');
  });

  it('responds to a failure with its status, its body and Retry-After in whole seconds', async () => {
    const response = await failing({ kind: 'visitor_rate_limited', retryAfterMs: 1200 })(get());
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await bodyOf(response)).toEqual({
      kind: 'visitor_rate_limited',
      status: 429,
      requestId: response.headers.get('x-request-id'),
      retryAfterMs: 1200,
      details: undefined,
    });
    expect(parsedLines()[0]).toMatchObject({
      kind: 'visitor_rate_limited',
      status: 429,
      role: 'visitor',
    });
  });

  it('names the allowed methods in a 405', async () => {
    const route = apiRoute('/api/test', async ({ request }) => {
      requireMethod(request, 'POST', 'DELETE');
      return new Response();
    });
    const response = await route(get());
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, DELETE']);
  });

  it('logs only the class of an unexpected error, and shows nothing of it', async () => {
    class UpstreamTypeError extends TypeError {}
    const route = apiRoute('/api/test', async () => {
      throw new UpstreamTypeError('invalid header: Bearer sk-proj-secretsecretsecret');
    });
    const response = await route(get());
    expect(response.status).toBe(500);
    expect(await bodyOf(response)).toMatchObject({ kind: 'internal', status: 500 });
    expect(parsedLines()[0]).toMatchObject({ kind: 'internal', errorClass: 'UpstreamTypeError' });
    expect(lines.join('')).not.toContain('secret');
  });

  it.each([['a string'], [null], [undefined], [{ kind: 'closed' }]])(
    'answers 500 when %j is thrown',
    async (thrown) => {
      const route = apiRoute('/api/test', async () => {
        throw thrown;
      });
      expect((await route(get())).status).toBe(500);
    },
  );

  it('shows operator-only details only to the operator', async () => {
    const details: ErrorDetails = { reason: 'quotes', position: 1, keyPrefix: 'sk-', keyEnd: '9f' };
    const response = await failing({ kind: 'key_malformed', details })(get());
    expect((await bodyOf(response))?.details).toBeUndefined();
    vi.stubEnv('STARLIGHT_DEMO', '1');
    resetRegistry();
    registry().writeLine = () => undefined;
    const shown = await failing({ kind: 'key_malformed', details })(get());
    expect((await bodyOf(shown))?.details).toEqual(details);
  });

  it('drops invalid details and caps the retry time', async () => {
    const details: ErrorDetails = { model: 'gpt "sk-proj-secret"', limit: 3 };
    const response = await failing({ kind: 'rate_limited', details, retryAfterMs: 1e15 })(get());
    const text = await response.text();
    expect(text).not.toContain('secret');
    const body = parseErrorBody(JSON.parse(text).error);
    expect(body).toMatchObject({ details: { limit: 3 }, retryAfterMs: 31 * 24 * 3600 * 1000 });
  });

  it.each([
    [{ kind: 'reply_empty' }, 502],
    [{ kind: 'unknown', status: 302 }, 502],
    [{ kind: 'overloaded', status: 529 }, 529],
  ] as const)('answers %j with %i', async (failure, status) => {
    expect((await failing(failure)(get())).status).toBe(status);
  });

  it('sends a handler’s answer headers, even with a failure', async () => {
    const route = apiRoute('/api/test', async ({ answerHeaders }) => {
      answerHeaders.append('set-cookie', 'a=1');
      answerHeaders.append('set-cookie', 'b=2');
      throw new StarlightError('busy');
    });
    const response = await route(get());
    expect(response.status).toBe(503);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('leaves the log line to a streaming handler, unless it fails', async () => {
    const streaming = apiRoute('/api/test', async ({ log }) => {
      log.deferEnd();
      return new Response('…');
    });
    await streaming(get());
    expect(lines).toEqual([]);
    const broken = apiRoute('/api/test', async ({ log }) => {
      log.deferEnd();
      throw new StarlightError('busy');
    });
    await broken(get());
    expect(parsedLines()).toMatchObject([{ kind: 'busy', status: 503 }]);
  });

  it('lets a route format failures its own way, with the same headers', async () => {
    const route = apiRoute(
      '/v1/test',
      async () => {
        throw new StarlightError({ kind: 'busy', retryAfterMs: 1 });
      },
      { formatFailure: (_, { kind }) => ({ status: 503, json: { error: { code: kind } } }) },
    );
    const response = await route(get());
    expect(await response.json()).toEqual({ error: { code: 'busy' } });
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.has('x-request-id')).toBe(true);
  });

  it('logs how to fix the key, once', async () => {
    vi.stubEnv('OPENAI_API_KEY', '"sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yA"');
    const route = apiRoute('/api/test', async ({ config }) => {
      if (config.keyInspection.ok) return new Response();
      throw new StarlightError({ kind: 'key_malformed', details: config.keyInspection.details });
    });
    await route(get());
    await route(get());
    expect(parsedLines().map(({ event }) => event)).toEqual(['hint', 'request', 'request']);
    expect(parsedLines()[0]).toMatchObject({ variable: 'OPENAI_API_KEY', reason: 'quotes' });
    expect(lines.join('')).not.toMatch(/qX7v|sP0y/);
  });

  it('logs the visitor and the upstream’s request ID of a failed request', async () => {
    const token = await signSession('anonymous', currentConfig());
    const route = failing({ kind: 'server_error', upstreamRequestId: 'req_1' });
    await route(get({ cookie: `starlight=${token}` }));
    await route(get());
    expect(parsedLines()[0]).toMatchObject({
      kind: 'server_error',
      visitor: expect.stringMatching(/^[0-9a-f]{12}$/),
      upstreamRequestId: 'req_1',
    });
    expect(parsedLines()[1]).not.toHaveProperty('visitor');
    expect(lines.join('')).not.toContain(token);
  });

  it('marks a request whose client disconnected', async () => {
    const client = new AbortController();
    const route = apiRoute('/api/test', async () => {
      client.abort();
      throw client.signal.reason;
    });
    const response = await route(new Request('http://localhost/', { signal: client.signal }));
    expect(response.status).toBe(499);
    expect(parsedLines()[0]).toMatchObject({ reason: 'client_gone', status: 499 });
  });
});
