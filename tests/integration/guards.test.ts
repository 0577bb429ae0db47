import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server.js';
import { NextRequest } from 'next/server.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as health from '#app/api/health/route.ts';
import * as ready from '#app/api/ready/route.ts';
import * as session from '#app/api/session/route.ts';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { registry, resetRegistry } from '#lib/server/registry.ts';
import { proxy, config as proxyConfig } from '../../proxy.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

beforeEach(() => {
  resetRegistry();
  registry().writeLine = () => undefined;
});
afterEach(() => vi.unstubAllEnvs());

function stubEnvironment(env: Record<string, string>): void {
  for (const [name, value] of Object.entries({ NODE_ENV: 'production', ...env }))
    vi.stubEnv(name, value);
}

describe('methods that a route does not support', () => {
  const routes = [
    { path: '/api/health', handlers: health, allowed: ['GET', 'HEAD'] },
    { path: '/api/ready', handlers: ready, allowed: ['GET', 'HEAD'] },
    { path: '/api/session', handlers: session, allowed: ['POST', 'DELETE'] },
  ];
  const cases = routes.flatMap(({ path, handlers, allowed }) =>
    METHODS.filter((method) => !allowed.includes(method)).map((method) => ({
      path,
      method,
      handler: handlers[method],
      allow: allowed.join(', '),
    })),
  );

  it.each(cases)(
    'get 405 with a typed error for $method $path',
    async ({ path, method, handler, allow }) => {
      const response = await handler(new Request(`http://localhost${path}`, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
      expect(parseErrorBody((await response.json()).error)?.kind).toBe('method_not_allowed');
    },
  );
});

describe('/api/health', () => {
  it.each([
    ['demo', true, { STARLIGHT_DEMO: '1' }],
    ['live', true, { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' }],
    ['not_configured', false, { OPENAI_API_KEY: `"${KEY}"`, STARLIGHT_PUBLIC: '1' }],
    ['unprotected', false, { OPENAI_API_KEY: KEY }],
    ['not_configured', false, {}],
    ['closed', false, { OPENAI_API_KEY: KEY, STARLIGHT_CLOSED: '1' }],
  ])('reports %s, configured %s, and nothing more', async (mode, configured, env) => {
    stubEnvironment(env as Record<string, string>);
    const response = await health.GET(new Request('http://localhost/api/health'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true, mode, configured });
  });
});

describe('/api/ready', () => {
  it.each([
    [200, [], { STARLIGHT_DEMO: '1' }],
    [200, [], { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' }],
    [200, [], { OPENAI_API_KEY: KEY, STARLIGHT_CLOSED: '1' }],
    [503, ['not_configured'], { OPENAI_API_KEY: `"${KEY}"`, STARLIGHT_PUBLIC: '1' }],
    [503, ['not_configured'], { OPENAI_API_KEY: KEY }],
    [503, ['not_configured'], {}],
  ])('answers %i with the reasons %j, and nothing more', async (status, reasons, env) => {
    stubEnvironment(env as Record<string, string>);
    const response = await ready.GET(new Request('http://localhost/api/ready'));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ready: status === 200, reasons });
  });

  it('answers 503 while the process stops', async () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    registry().shutdown.draining = true;
    const response = await ready.GET(new Request('http://localhost/api/ready'));
    registry().shutdown.draining = false;
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, reasons: ['stopping'] });
  });
});

describe('the proxy', () => {
  const visit = (path = '/') => proxy(new NextRequest(`http://localhost:3000${path}`));
  const directivesOf = (response: Response) =>
    new Map(
      (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')] as const;
      }),
    );

  it('allows a page only scripts with a nonce, which is new each time', () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    const nonces = Array.from({ length: 20 }, () => {
      const scripts = directivesOf(visit()).get('script-src') ?? '';
      return /^'nonce-([A-Za-z0-9+/=]{24})' 'strict-dynamic'$/.exec(scripts)?.[1];
    });
    expect(nonces).not.toContain(undefined);
    expect(new Set(nonces).size).toBe(20);
  });

  it('omits from the policy on http what would break a plain-http install', () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    const response = visit();
    const {
      'script-src': script,
      'style-src': style,
      ...rest
    } = Object.fromEntries(directivesOf(response));
    expect(script).not.toContain('unsafe');
    expect(style).not.toContain('unsafe');
    expect(rest).toEqual({
      'default-src': "'none'",
      'img-src': "'self' blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'worker-src': "'self'",
      'frame-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'default',
    });
    expect(response.headers.has('strict-transport-security')).toBe(false);
  });

  it.each(['/shared', '/doctor', '/errors', '/no/such/page'])(
    'allows no frame in %s, which shows no diagram',
    (path) => {
      stubEnvironment({ STARLIGHT_DEMO: '1' });
      expect(directivesOf(visit(path)).has('frame-src')).toBe(false);
    },
  );

  it('upgrades requests and sends HSTS on https', () => {
    stubEnvironment({ STARLIGHT_DEMO: '1', STARLIGHT_ORIGIN: 'https://chat.example' });
    const response = visit();
    expect(directivesOf(response).has('upgrade-insecure-requests')).toBe(true);
    expect(response.headers.get('strict-transport-security')).toBe(
      'max-age=63072000; includeSubDomains',
    );
  });

  it('allows what React and hot reloading need in development', () => {
    stubEnvironment({ NODE_ENV: 'development', STARLIGHT_DEMO: '1' });
    const directives = directivesOf(visit());
    expect(directives.get('script-src')).toContain("'unsafe-eval'");
    expect(directives.get('connect-src')).toContain('ws:');
    expect(directives.has('require-trusted-types-for')).toBe(false);
  });

  it('passes the same nonce to Next, which reads it from the policy in the request', () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    const { headers } = visit();
    const policy = headers.get('content-security-policy');
    expect(headers.get('x-middleware-request-content-security-policy')).toBe(policy);
    expect(policy).toContain(`'nonce-${headers.get('x-middleware-request-x-nonce')}'`);
  });

  it('sends the other headers', () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    expect(Object.fromEntries(visit().headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy':
        'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      'x-dns-prefetch-control': 'off',
    });
  });

  it.each([
    ['/', true],
    ['/apiary', true],
    ['/icon.svg', true],
    ['/no/such/page', true],
    ['/_next/static/chunks/a.js', false],
    ['/api/chat', false],
    ['/v1/chat/completions', false],
    ['/diagram/mermaid/diagram-frame.html', false],
  ])('runs for %s: %s', (url, expected) => {
    expect(unstable_doesMiddlewareMatch({ config: proxyConfig, nextConfig: {}, url })).toBe(
      expected,
    );
  });
});
