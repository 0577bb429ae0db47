import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  renewSession,
  SESSION_SECONDS,
  signSession,
  verifySession,
  visitorHash,
} from './session-token.ts';

const config = {
  sessionSecret: new Uint8Array(32).fill(7),
  accessCode: 'a-long-access-code',
  operatorCode: 'a-long-operator-code',
};
const DAY = 24 * 3600;
const now = new Date('2026-11-22T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

async function claimsOf(token: string): Promise<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** A validly signed token, except for the given claims and algorithm. */
async function forge(
  claims: Record<string, unknown>,
  { alg = 'HS256', using = config } = {},
): Promise<string> {
  const payload = { ...(await claimsOf(await signSession('visitor', using, now))), ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(using.sessionSecret);
}

describe('a session', () => {
  it('lasts exactly seven days', async () => {
    const token = await signSession('operator', config, now);
    expect(SESSION_SECONDS).toBe(604_800);
    expect(await verifySession(token, config, later(SESSION_SECONDS - 1))).toMatchObject({
      role: 'operator',
    });
    expect(await verifySession(token, config, later(SESSION_SECONDS))).toBeNull();
  });

  it('is renewed once a day while in use, with the same ID', async () => {
    const first = await verifySession(await signSession('visitor', config, now), config, now);
    if (!first) throw new Error('no session');
    expect(await renewSession(first, config, later(DAY - 1))).toBeNull();
    const renewed = await renewSession(first, config, later(DAY));
    const second = await verifySession(renewed ?? '', config, later(DAY + SESSION_SECONDS - 1));
    expect(second).toEqual({ ...first, issuedAt: first.issuedAt + DAY });
  });

  it('ends thirty days after its code was entered, however much it is used', async () => {
    let session = await verifySession(await signSession('operator', config, now), config, now);
    let day = 0;
    while (session) {
      day += 1;
      const token: string | null = await renewSession(session, config, later(day * DAY));
      session = await verifySession(token ?? '', config, later(day * DAY));
    }
    expect(day).toBe(30);
  });

  it('still expires, and still ends with its codes, after its token was cached', async () => {
    const token = await signSession('visitor', config, now);
    const first = await verifySession(token, config, now);
    expect(await verifySession(token, config, now)).toBe(first);
    expect(await verifySession(token, { ...config, accessCode: 'another' }, now)).toBeNull();
    expect(await verifySession(token, config, later(SESSION_SECONDS))).toBeNull();
    expect(await verifySession(`${token}x`, config, now)).toBeNull();
  });

  it('has a new ID each time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const token = await signSession('visitor', config, now);
        return (await verifySession(token, config, now))?.sid;
      }),
    );
    expect(new Set(ids).size).toBe(20);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['the access code', { ...config, accessCode: 'another' }],
    ['the operator code', { ...config, operatorCode: 'another' }],
    ['a removed code', { ...config, operatorCode: null }],
    [
      'swapped codes',
      { ...config, accessCode: config.operatorCode, operatorCode: config.accessCode },
    ],
    ['the secret', { ...config, sessionSecret: new Uint8Array(32).fill(8) }],
  ])('ends with a change of %s', async (_, changed) => {
    const token = await signSession('visitor', config, now);
    expect(await verifySession(token, config, now)).not.toBeNull();
    expect(await verifySession(token, changed, now)).toBeNull();
  });

  it.each([
    ['a chosen ID', { sid: 'planted' }],
    ['an unknown role', { role: 'admin' }],
    ['another version', { v: 'AAAAAAAAAAAAAAAA' }],
    ['another issuer', { iss: 'evil' }],
    ['another audience', { aud: 'evil' }],
    ['no expiry', { exp: undefined }],
    ['no issue time', { iat: undefined }],
  ])('is never read from a token with %s, even when it is signed', async (_, claims) => {
    expect(await verifySession(await forge({}), config, now)).not.toBeNull();
    expect(await verifySession(await forge(claims), config, now)).toBeNull();
  });

  it('is never read from a token with another algorithm and the right secret', async () => {
    const using = { ...config, sessionSecret: new Uint8Array(64).fill(7) };
    expect(await verifySession(await forge({}, { using }), using, now)).not.toBeNull();
    expect(await verifySession(await forge({}, { alg: 'HS512', using }), using, now)).toBeNull();
  });

  it('is never read from a token without a signature', async () => {
    const token = await signSession('operator', config, now);
    const unsigned = new UnsecuredJWT(await claimsOf(token)).encode();
    expect(await verifySession(unsigned, config, now)).toBeNull();
    expect(
      await verifySession(`${token.split('.').slice(0, 2).join('.')}.`, config, now),
    ).toBeNull();
  });

  it('is never verified with a key from the header of its token', async () => {
    const own = new Uint8Array(32).fill(9);
    const payload = await claimsOf(await signSession('operator', config, now));
    const jwk = { kty: 'oct', k: Buffer.from(own).toString('base64url') };
    for (const header of [{ jwk }, { jku: 'https://evil.example/keys' }, { kid: '../../evil' }]) {
      const token = await new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', ...header })
        .sign(own);
      expect(await verifySession(token, config, now)).toBeNull();
    }
  });

  it('is never read from a token that a visitor changed to the operator role', async () => {
    const token = await signSession('visitor', config, now);
    const [header, , signature] = token.split('.');
    const claims = { ...(await claimsOf(token)), role: 'operator' };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await verifySession(`${header}.${payload}.${signature}`, config, now)).toBeNull();
  });

  it.each(['', 'x', '..', 'a.b.c', '{}', 'e30.e30.e30', 'x'.repeat(100_000)])(
    'is never read from %j',
    async (token) => expect(await verifySession(token, config, now)).toBeNull(),
  );

  it('contains neither code, nor a hash of them that could be guessed without the secret', async () => {
    const one = await claimsOf(await signSession('visitor', config, now));
    const other = { ...config, sessionSecret: new Uint8Array(32).fill(9) };
    const two = await claimsOf(await signSession('visitor', other, now));
    expect(JSON.stringify(one)).not.toContain('a-long');
    expect(one['v']).not.toBe(two['v']);
  });
});

describe('visitorHash', () => {
  it('differs between sessions and contains nothing of their IDs', () => {
    const sids = ['0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdee'];
    const names = sids.map((sid) => visitorHash({ sid }));
    expect(new Set(names).size).toBe(2);
    for (const [at, name] of names.entries()) {
      expect(name).toMatch(/^[0-9a-f]{12}$/);
      expect(sids[at]).not.toContain(name.slice(0, 4));
    }
  });
});
