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
  ])('knows %j as %s', (code, role) => {
    expect(matchCode(code, config)).toBe(role);
  });

  it('matches nothing where no code is set', () => {
    const without = { ...config, accessCode: null, operatorCode: null };
    for (const code of ['', ' ', 'null', ACCESS]) expect(matchCode(code, without)).toBeNull();
  });
});

describe('signIn', () => {
  it('gives a session of the role the code stands for', async () => {
    const { role, cookie } = await signIn(OPERATOR, from('203.0.113.1'), config, instantly);
    expect(role).toBe('operator');
    expect(cookie).toMatch(
      /^starlight=ey[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
  });

  it('refuses the sixth wrong code of a client within a minute, and then a right one as well', async () => {
    const kinds: unknown[] = [];
    for (let i = 0; i < 6; i++) kinds.push(await kindOf('wrong', '203.0.113.1'));
    expect(kinds).toEqual([...Array(5).fill('access_code_wrong'), 'visitor_rate_limited']);
    expect(await kindOf(ACCESS, '203.0.113.1')).toBe('visitor_rate_limited');
    expect(await kindOf(ACCESS, '203.0.113.2')).toBe('visitor');
  });

  it('says when to try again', async () => {
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

  it('counts guesses that come at once', async () => {
    const kinds = await Promise.all(
      Array.from({ length: 50 }, () => kindOf('wrong', '203.0.113.1')),
    );
    expect(kinds.filter((kind) => kind === 'access_code_wrong')).toHaveLength(5);
  });

  it('slows all wrong codes after thirty, and lets right ones of other clients through', async () => {
    const kinds: unknown[] = [];
    for (let i = 0; i < 31; i++) kinds.push(await kindOf('wrong', `203.0.113.${i}`));
    expect(kinds.slice(29)).toEqual(['access_code_wrong', 'visitor_rate_limited']);
    expect(await kindOf(ACCESS, '203.0.113.200')).toBe('visitor');
  });

  it('lets a right code in through any flood where clients cannot be told apart', async () => {
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
    'compares no more than five wrong codes a minute where %s is one and clients cannot be told apart',
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
      // What is refused is refused unheard, or one more guess would tell itself.
      expect(await enter(accessCode)).toBe('visitor_rate_limited');
      expect(await enter(OPERATOR)).toBe('visitor_rate_limited');
    },
  );

  it('compares no more than thirty a minute where a code can be guessed, from however many clients', async () => {
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

  it('lets a code be entered sixty times an hour from one address, by the operator as often as they like', async () => {
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

  it('lets it be entered two hundred times where clients cannot be told apart, whatever strangers enter', async () => {
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

  it('answers a wrong code when the floor has passed and not before', async () => {
    const floor = Promise.withResolvers<void>();
    const waited: number[] = [];
    const wait = (ms: number) => {
      waited.push(ms);
      return floor.promise;
    };
    let answered = false;
    const refusal = signIn('wrong', from('203.0.113.1'), config, { wait }).catch(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    floor.resolve();
    await refusal;
    expect(answered).toBe(true);
    expect(waited).toEqual([300]);
  });
});
