import { SignJWT, UnsecuredJWT } from 'jose';
import type { Config } from '#lib/server/config/config.ts';
import { SESSION_SECONDS, signSession } from '#lib/server/session/session-token.ts';

/** Request headers, by the method they try. */
type Credentials = Record<string, Record<string, string>>;

/** Everything a stranger could try to get in with. None of it is a session of this site. */
export async function forgedCredentials(config: Config): Promise<Credentials> {
  const claims = { sid: 'a'.repeat(32), role: 'operator', since: 0, v: 'x' };
  const other = { ...config, sessionSecret: new Uint8Array(32).fill(1) };
  const long = new Date(Date.now() - (SESSION_SECONDS + 60) * 1000);
  const visitors = await signSession('visitor', config);
  const code = config.accessCode ?? '';
  return {
    nothing: {},
    'a cookie of nonsense': cookieOf('nonsense'),
    'a session under another secret': cookieOf(await signSession('operator', other)),
    'a session that has expired': cookieOf(await signSession('operator', config, long)),
    'a session that an older code opened': cookieOf(
      await signSession('operator', { ...config, accessCode: 'an-older-access-code' }),
    ),
    'a session without a code': cookieOf(await signSession('anonymous', config)),
    'a visitor’s session that calls itself the operator’s': cookieOf(promoted(visitors)),
    'a token without a signature': cookieOf(new UnsecuredJWT(claims).encode()),
    'a token under another algorithm': cookieOf(
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(config.sessionSecret),
    ),
    'a bearer of nonsense': { authorization: 'Bearer nonsense' },
    'the access code as a bearer': { authorization: `Bearer ${code}` },
    'the proxy’s own header': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    'the older name of the proxy’s header': {
      'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
    },
    'a forged host': { 'x-forwarded-host': 'evil.example' },
  };
}

/** The operator's real cookie. */
export async function operatorCredentials(config: Config): Promise<Record<string, string>> {
  return cookieOf(await signSession('operator', config));
}

/** A token under its names on http and on https. */
function cookieOf(token: string): Record<string, string> {
  return { cookie: `starlight=${token}; __Host-starlight=${token}` };
}

function promoted(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, role: 'operator' }));
  return [header, changed.toString('base64url'), signature].join('.');
}
