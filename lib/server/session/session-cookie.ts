import 'server-only';
import type { Config } from '../config/config.ts';
import { isHttps } from './request-scheme.ts';
import { SESSION_SECONDS } from './session-token.ts';

type SchemeConfig = Pick<Config, 'origin' | 'onVercel' | 'trustedProxyHops'>;

// If several cookies have the same name (another path can plant some), only the first few are tried.
const MAX_CANDIDATES = 3;

/** `Set-Cookie` for a session token; with an empty token it ends the session. */
export function sessionCookie(token: string, headers: Headers, config: SchemeConfig): string {
  const secure = isHttps(headers, config);
  const maxAge = token === '' ? 0 : SESSION_SECONDS;
  const attributes = `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${cookieName(secure)}=${token}; ${attributes}`;
}

/** The possible session tokens in a `Cookie` header, only under the name for the scheme. */
export function sessionTokens(headers: Headers, config: SchemeConfig): string[] {
  const name = `${cookieName(isHttps(headers, config))}=`;
  return (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(name))
    .slice(0, MAX_CANDIDATES)
    .map((pair) => pair.slice(name.length));
}

/** Browsers bind a `__Host-` cookie to its exact host, but accept it only over https. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-starlight' : 'starlight';
}
