import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import { signSession } from '../session/session-token.ts';
import { requireVisitor } from './require-visitor.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const behindProxy = { OPENAI_API_KEY: KEY, STARLIGHT_TRUSTED_PROXY_HOPS: '1' };
const open = readConfig({
  ...behindProxy,
  STARLIGHT_PUBLIC: '1',
  STARLIGHT_OPERATOR_CODE: 'an-operator-code',
});
const withCode = readConfig({ ...behindProxy, STARLIGHT_ACCESS_CODE: 'a-long-access-code' });

function requestWith(cookie: string | null = null, address = '203.0.113.1'): Request {
  const headers = new Headers({ 'x-forwarded-for': address });
  if (cookie !== null) headers.set('cookie', cookie);
  return new Request('http://localhost/api/chat', { method: 'POST', headers });
}

beforeEach(resetRegistry);

describe('requireVisitor', () => {
  it('counts a first request against its address and gives it a session', async () => {
    const first = await requireVisitor(requestWith(), open);
    expect(first).toMatchObject({
      role: 'visitor',
      isSignedIn: false,
      sessionId: null,
      hash: expect.stringMatching(/^[0-9a-f]{12}$/),
      limitKey: 'address:203.0.113.1',
    });
    const cookie = first.newCookie?.split(';')[0] ?? '';
    const second = await requireVisitor(requestWith(cookie, '203.0.113.2'), open);
    expect(second).toEqual({
      role: 'visitor',
      isSignedIn: false,
      sessionId: expect.stringMatching(/^[0-9a-f]{32}$/),
      hash: first.hash,
      limitKey: `session:${second.sessionId}`,
      policy: 'visitor',
      newCookie: null,
    });
  });

  it('recognizes the operator of a public site', async () => {
    const cookie = `starlight=${await signSession('operator', open)}`;
    expect(await requireVisitor(requestWith(cookie), open)).toMatchObject({ role: 'operator' });
  });

  it('requires the code when one is set', async () => {
    await expect(requireVisitor(requestWith(), withCode)).rejects.toMatchObject({
      kind: 'access_required',
    });
    const cookie = `starlight=${await signSession('visitor', withCode)}`;
    expect(await requireVisitor(requestWith(cookie), withCode)).toMatchObject({ role: 'visitor' });
  });

  it('does not accept an anonymous session in place of a code', async () => {
    const cookie = `starlight=${await signSession('anonymous', withCode)}`;
    await expect(requireVisitor(requestWith(cookie), withCode)).rejects.toMatchObject({
      kind: 'access_required',
    });
  });

  it('finds the valid session behind a planted one', async () => {
    const cookie = `starlight=planted; starlight=${await signSession('visitor', withCode)}`;
    expect((await requireVisitor(requestWith(cookie), withCode)).sessionId).not.toBeNull();
  });

  it.each([
    ['the demo', { STARLIGHT_DEMO: '1', STARLIGHT_ACCESS_CODE: 'a-long-access-code' }],
    [
      'development',
      { OPENAI_API_KEY: KEY, NODE_ENV: 'development', STARLIGHT_ACCESS_CODE: 'a-long-access-code' },
    ],
  ])('makes everyone the operator in %s, without a code', async (_, env) => {
    expect(await requireVisitor(requestWith(), readConfig(env))).toMatchObject({
      role: 'operator',
      limitKey: 'address:direct',
    });
  });
});
