import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { DELETE, POST } from '#app/api/session/route.ts';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { requireVisitor } from '#lib/server/guards/require-visitor.ts';
import { registry, resetRegistry } from '#lib/server/registry.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const ACCESS = 'Wq7-access-code-Zx9';
const OPERATOR = 'Wq7-operator-code-Zx9';
const HOST = 'chat.example';

let lines: string[];

function startSite(env: Record<string, string> = {}): void {
  resetRegistry();
  lines = [];
  registry().writeLine = (line) => lines.push(line);
  vi.stubEnv('NODE_ENV', 'production');
  const all = {
    OPENAI_API_KEY: KEY,
    STARLIGHT_ACCESS_CODE: ACCESS,
    STARLIGHT_OPERATOR_CODE: OPERATOR,
  };
  for (const [name, value] of Object.entries({ ...all, ...env })) vi.stubEnv(name, value);
}

beforeEach(() => startSite());
afterEach(() => vi.unstubAllEnvs());

const sameOrigin = {
  host: HOST,
  origin: `http://${HOST}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};

function post(body: string | null, headers: Record<string, string> = {}): Promise<Response> {
  const url = `http://${HOST}/api/session`;
  return POST(new Request(url, { method: 'POST', headers: { ...sameOrigin, ...headers }, body }));
}

const enter = (code: string, headers = {}) => post(JSON.stringify({ code }), headers);
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const errorOf = async (response: Response) => parseErrorBody((await response.json()).error);
const visit = (cookie: string) =>
  requireVisitor(new Request(`http://${HOST}/`, { headers: { cookie } }), currentConfig());

const FIXED_SECRET = { STARLIGHT_SESSION_SECRET: 'Nw5vXr8kTq2mZc7jLp4hYb9sGd3fUe6a' };

/** The chat route's status for an invalid message: 400 if it admits the session. */
async function statusOfChat(cookie: string): Promise<number> {
  const url = `http://${HOST}/api/chat`;
  const headers = { ...sameOrigin, cookie };
  const response = await chat(new Request(url, { method: 'POST', headers, body: '{}' }));
  await response.body?.cancel();
  return response.status;
}

describe('POST /api/session', () => {
  it.each([
    [ACCESS, 'visitor'],
    [OPERATOR, 'operator'],
  ])('exchanges %s for a session with the role %s', async (code, role) => {
    const response = await enter(code);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(await visit(cookieOf(response))).toMatchObject({ role, newCookie: null });
    expect(await readSiteState(cookieOf(response), new Headers())).toMatchObject({
      mode: 'chat',
      signedIn: true,
      role,
    });
  });

  it('never reuses an earlier session id', async () => {
    const first = await visit(cookieOf(await enter(ACCESS)));
    const again = await enter(OPERATOR, { cookie: cookieOf(await enter(ACCESS)) });
    const second = await visit(cookieOf(again));
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['the access code', FIXED_SECRET, { STARLIGHT_ACCESS_CODE: 'a-new-access-code' }],
    ['the operator code', FIXED_SECRET, { STARLIGHT_OPERATOR_CODE: 'a-new-operator-code' }],
    [
      'the session secret',
      FIXED_SECRET,
      { STARLIGHT_SESSION_SECRET: 'Ba6eUf3dGs9bYh4pLj7cZm2qTk8rXv5w' },
    ],
    ['the access code, without a secret', {}, { STARLIGHT_ACCESS_CODE: 'a-new-access-code' }],
    ['the key, without a secret', {}, { OPENAI_API_KEY: `${KEY}1` }],
  ])('signs everyone out after a change of %s', async (_, before, change) => {
    startSite(before);
    const cookies = await Promise.all(
      [ACCESS, OPERATOR].map(async (c) => cookieOf(await enter(c))),
    );
    startSite(before);
    for (const cookie of cookies) expect(await statusOfChat(cookie)).toBe(400);
    startSite({ ...before, ...change });
    for (const cookie of cookies) {
      expect(await statusOfChat(cookie)).toBe(401);
      await expect(visit(cookie)).rejects.toMatchObject({ kind: 'access_required' });
    }
  });

  it('keeps everyone signed in after a change of the key when the secret is set', async () => {
    startSite(FIXED_SECRET);
    const cookie = cookieOf(await enter(ACCESS));
    startSite({ ...FIXED_SECRET, OPENAI_API_KEY: `${KEY}1` });
    expect(await visit(cookie)).toMatchObject({ role: 'visitor' });
  });

  it('binds the cookie to the host on https', async () => {
    startSite({ STARLIGHT_ORIGIN: 'https://chat.example' });
    const response = await enter(ACCESS, { origin: 'https://chat.example' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-starlight=\S+; .*HttpOnly.*; Secure$/,
    );
    expect(await visit(cookieOf(response))).toMatchObject({ role: 'visitor' });
    const plain = cookieOf(response).replace('__Host-', '');
    await expect(visit(plain)).rejects.toMatchObject({ kind: 'access_required' });
  });

  it('refuses a wrong code with 401, sets no cookie and logs no part of the code', async () => {
    const response = await enter('Wq7-wrong-code-Zx9');
    expect(response.status).toBe(401);
    expect(response.headers.has('set-cookie')).toBe(false);
    expect((await errorOf(response))?.kind).toBe('access_code_wrong');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"kind":"access_code_wrong"');
    expect(lines.join('')).not.toMatch(/Wq7|Zx9/);
  });

  it('accepts a right code while five hundred wrong ones arrive each second', async () => {
    const wrong: Promise<Response>[] = [];
    const right: { status: number; ms: number }[] = [];
    for (let second = 0; second < 2; second++) {
      for (let at = 0; at < 500; at++) wrong.push(enter(`wrong-${second}-${at}`));
      const startedAt = performance.now();
      const { status } = await enter(ACCESS);
      right.push({ status, ms: performance.now() - startedAt });
    }
    expect(right.map(({ status }) => status)).toEqual([204, 204]);
    // The queue holds half a second of comparisons, plus what the process needs for the flood.
    expect(Math.max(...right.map(({ ms }) => ms))).toBeLessThan(5000);
    const refusals = await Promise.all(wrong);
    expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });

  it('throttles a client that guesses, with Retry-After', async () => {
    startSite({ STARLIGHT_TRUSTED_PROXY_HOPS: '1' });
    const from = { 'x-forwarded-for': '203.0.113.1' };
    const responses = await Promise.all(Array.from({ length: 8 }, () => enter('wrong', from)));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const throttled = responses.find(({ status }) => status === 429);
    expect(Number(throttled?.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(throttled && (await errorOf(throttled))).toMatchObject({
      kind: 'visitor_rate_limited',
      details: { limit: 5, limitUnit: 'requests', limitWindow: 'minute' },
    });
  });

  it('does not assign another bucket because of an untrusted header', async () => {
    startSite({ STARLIGHT_TRUSTED_PROXY_HOPS: '1' });
    const guesses = Array.from({ length: 8 }, (_, i) =>
      enter('wrong', {
        'x-forwarded-for': `198.51.100.${i}, 203.0.113.1`,
        'x-real-ip': `203.0.113.${i}`,
      }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  });

  it.each([
    [403, 'origin_rejected', { origin: 'http://evil.test' }],
    [403, 'origin_rejected', { 'sec-fetch-site': 'cross-site' }],
    [403, 'origin_rejected', { 'x-forwarded-host': 'evil.test', origin: 'http://evil.test' }],
    [415, 'unsupported_media_type', { 'content-type': 'text/plain' }],
    [415, 'unsupported_media_type', { 'content-type': 'application/x-www-form-urlencoded' }],
    [415, 'unsupported_media_type', { 'content-type': 'multipart/form-data; boundary=x' }],
    [415, 'unsupported_media_type', { 'content-type': 'application/json-patch+json' }],
    [415, 'unsupported_media_type', { 'content-encoding': 'gzip' }],
    [413, 'body_too_large', { 'content-length': '5000' }],
  ])('returns %i %s for %j, even with the right code', async (status, kind, headers) => {
    const response = await enter(ACCESS, headers as Record<string, string>);
    expect([response.status, (await errorOf(response))?.kind]).toEqual([status, kind]);
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  it('accepts a charset in the media type', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await enter(ACCESS, headers)).status).toBe(204);
  });

  it.each([
    ['{"code":', 'body', 400],
    ['{}', 'code', 400],
    ['[]', 'code', 400],
    ['null', 'code', 400],
    ['{"code":1}', 'code', 400],
    ['{"code":""}', 'code', 400],
    [`{"code":"${ACCESS}","role":"operator"}`, 'code', 400],
    [`{"code":"${'x'.repeat(1001)}"}`, 'code', 400],
  ])('refuses the body %s', async (body, field, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ kind: 'invalid_request', details: { field } });
  });

  it('counts the bytes of a body without a declared length', async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(0x20)),
    });
    // Node requires `duplex`, which the DOM's types lack.
    const init = { method: 'POST', headers: sameOrigin, body, duplex: 'half' } as RequestInit;
    const response = await POST(new Request(`http://${HOST}/api/session`, init));
    expect(response.status).toBe(413);
  });

  it('accepts nothing when no code is set', async () => {
    startSite({ STARLIGHT_ACCESS_CODE: '', STARLIGHT_OPERATOR_CODE: '', STARLIGHT_PUBLIC: '1' });
    for (const code of ['null', 'undefined', ' ']) expect((await enter(code)).status).toBe(401);
  });

  it('lets the operator sign in while the site is not configured', async () => {
    startSite({ OPENAI_API_KEY: '' });
    const response = await enter(OPERATOR);
    expect(response.status).toBe(204);
    expect(await readSiteState(cookieOf(response), new Headers())).toMatchObject({
      mode: 'setup',
      role: 'operator',
      problems: [{ variable: 'OPENAI_API_KEY', reason: 'blank', fix: expect.any(String) }],
    });
  });
});

describe('DELETE /api/session', () => {
  const signOut = (headers: Record<string, string>) =>
    DELETE(new Request(`http://${HOST}/api/session`, { method: 'DELETE', headers }));

  it('clears the cookie', async () => {
    const response = await signOut(sameOrigin);
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^starlight=; Path=\/; Max-Age=0; HttpOnly/);
  });

  it('refuses to sign anyone out for another site', async () => {
    const response = await signOut({ ...sameOrigin, origin: 'http://evil.test' });
    expect(response.status).toBe(403);
    expect(response.headers.has('set-cookie')).toBe(false);
  });
});
