import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { resetRegistry } from '../registry.ts';
import { matchCode } from './match-code.ts';
import { signIn } from './sign-in.ts';

const ACCESS = 'n7Qw-ödé-2kVx-p9Rt';
const OPERATOR = 'Zt4-mK8w-Lq3y-Hv6b';
const config = readConfig({
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: ACCESS,
  STARLIGHT_OPERATOR_CODE: OPERATOR,
  STARLIGHT_TRUSTED_PROXY_HOPS: '1',
});

const from = (address: string) => new Headers({ 'x-forwarded-for': address });
const instantly = { wait: () => Promise.resolve() };
const kindOf = (code: string, address: string) =>
  signIn(code, from(address), config, instantly).then(
    ({ role }) => role,
    (error) => error.kind,
  );

beforeEach(resetRegistry);

describe('matchCode', () => {
  it.each([
    [ACCESS, 'visitor'],
    [` ${ACCESS}\n`, 'visitor'],
    [ACCESS.normalize('NFD'), 'visitor'],
    [OPERATOR, 'operator'],
    [OPERATOR.toUpperCase(), null],
    [`${ACCESS}x`, null],
    [ACCESS.slice(0, -1), null],
    ['', null],
    ['null', null],
  ])('matches %j to %s', (code, role) => {
    expect(matchCode(code, config)).toBe(role);
  });

  it('matches nothing when no code is set', () => {
    const without = { ...config, accessCode: null, operatorCode: null };
    for (const code of ['', ' ', 'null', ACCESS]) expect(matchCode(code, without)).toBeNull();
  });
});

describe('signIn', () => {
  it('starts a session with the role of the code', async () => {
    const { role, cookie } = await signIn(OPERATOR, from('203.0.113.1'), config, instantly);
    expect(role).toBe('operator');
    expect(cookie).toMatch(
      /^starlight=ey[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
  });

  it('rejects a client’s sixth wrong code within a minute, and right ones after it', async () => {
    const kinds: unknown[] = [];
    for (let i = 0; i < 6; i++) kinds.push(await kindOf('wrong', '203.0.113.1'));
    expect(kinds).toEqual([...Array(5).fill('access_code_wrong'), 'visitor_rate_limited']);
    expect(await kindOf(ACCESS, '203.0.113.1')).toBe('visitor_rate_limited');
    expect(await kindOf(ACCESS, '203.0.113.2')).toBe('visitor');
  });

  it('says when to retry', async () => {
    for (let i = 0; i < 5; i++) await kindOf('wrong', '203.0.113.1');
    await expect(signIn('wrong', from('203.0.113.1'), config, instantly)).rejects.toMatchObject({
      failure: { retryAfterMs: expect.any(Number), details: { limit: 5, limitWindow: 'minute' } },
    });
  });

  it('does not count right codes', async () => {
    for (let i = 0; i < 20; i++) expect(await kindOf(ACCESS, '203.0.113.1')).toBe('visitor');
    for (let i = 0; i < 5; i++)
      expect(await kindOf('wrong', '203.0.113.1')).toBe('access_code_wrong');
  });

  it('counts concurrent guesses', async () => {
    const kinds = await Promise.all(
      Array.from({ length: 50 }, () => kindOf('wrong', '203.0.113.1')),
    );
    expect(kinds.filter((kind) => kind === 'access_code_wrong')).toHaveLength(5);
  });

  it('limits wrong codes to thirty in total, and still accepts right ones from other clients', async () => {
    const kinds: unknown[] = [];
    for (let i = 0; i < 31; i++) kinds.push(await kindOf('wrong', `203.0.113.${i}`));
    expect(kinds.slice(29)).toEqual(['access_code_wrong', 'visitor_rate_limited']);
    expect(await kindOf(ACCESS, '203.0.113.200')).toBe('visitor');
  });

  it('accepts a right code during any flood when clients cannot be told apart', async () => {
    const direct = { ...config, trustedProxyHops: 0 };
    const enter = (code: string, using = direct) =>
      signIn(code, new Headers(), using, instantly).then(
        ({ role }) => role,
        (error) => error.kind,
      );
    for (let i = 0; i < 100; i++) await enter('wrong');
    expect(await enter('wrong')).toBe('visitor_rate_limited');
    expect(await enter(ACCESS)).toBe('visitor');
    const guessable = { ...direct, accessCode: 'short' };
    expect(await enter('short', guessable)).toBe('visitor_rate_limited');
  });

  it.each(['password1', 'aaaaaaaaaaaaaaaa', '1234567890123456', 'starlight2026!!'])(
    'compares at most five wrong codes per minute when the code is %s and clients cannot be told apart',
    async (accessCode) => {
      const direct = { ...config, trustedProxyHops: 0, accessCode };
      const enter = (code: string) =>
        signIn(code, new Headers(), direct, instantly).then(
          ({ role }) => role,
          (error) => error.kind,
        );
      const kinds: unknown[] = [];
      for (let i = 0; i < 500; i++) kinds.push(await enter(`wrong-${i}`));
      expect(kinds.filter((kind) => kind === 'access_code_wrong')).toHaveLength(5);
      // Rejected without a comparison, or the response would reveal whether a further guess was right.
      expect(await enter(accessCode)).toBe('visitor_rate_limited');
      expect(await enter(OPERATOR)).toBe('visitor_rate_limited');
    },
  );

  it('compares at most thirty wrong codes per minute when a code can be guessed, from any number of clients', async () => {
    const guessable = { ...config, accessCode: 'passwordpassword' };
    const enter = (code: string, address: string) =>
      signIn(code, from(address), guessable, instantly).then(
        ({ role }) => role,
        (error) => error.kind,
      );
    for (let i = 0; i < 20; i++) {
      expect(await enter('passwordpassword', `203.0.113.${i}`)).toBe('visitor');
    }
    const kinds: unknown[] = [];
    for (let i = 0; i < 200; i++) kinds.push(await enter(`wrong-${i}`, `198.51.100.${i}`));
    expect(kinds.filter((kind) => kind === 'access_code_wrong')).toHaveLength(30);
    expect(await enter('passwordpassword', '192.0.2.1')).toBe('visitor_rate_limited');
  });

  it('allows sixty sign-ins per hour from one address, and any number for the operator', async () => {
    const kinds = new Set<unknown>();
    for (let i = 0; i < 60; i++) kinds.add(await kindOf(ACCESS, '203.0.113.1'));
    expect([...kinds]).toEqual(['visitor']);
    await expect(signIn(ACCESS, from('203.0.113.1'), config, instantly)).rejects.toMatchObject({
      failure: {
        kind: 'visitor_rate_limited',
        retryAfterMs: expect.any(Number),
        details: { limit: 60, limitWindow: 'hour' },
      },
    });
    expect(await kindOf(ACCESS, '203.0.113.2')).toBe('visitor');
    expect(await kindOf(OPERATOR, '203.0.113.1')).toBe('operator');
  });

  it('allows two hundred sign-ins when clients cannot be told apart, whatever strangers enter', async () => {
    const direct = { ...config, trustedProxyHops: 0 };
    const enter = (code: string) =>
      signIn(code, new Headers(), direct, instantly).then(
        ({ role }) => role,
        (error) => error.kind,
      );
    for (let i = 0; i < 300; i++) await enter('wrong');
    for (let i = 0; i < 200; i++) expect(await enter(ACCESS)).toBe('visitor');
    expect(await enter(ACCESS)).toBe('visitor_rate_limited');
    expect(await enter(OPERATOR)).toBe('operator');
  });

  it('answers a wrong code only after the minimum time', async () => {
    const minimum = Promise.withResolvers<void>();
    const waited: number[] = [];
    const wait = (ms: number) => {
      waited.push(ms);
      return minimum.promise;
    };
    let answered = false;
    const refusal = signIn('wrong', from('203.0.113.1'), config, { wait }).catch(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    minimum.resolve();
    await refusal;
    expect(answered).toBe(true);
    expect(waited).toEqual([300]);
  });
});
