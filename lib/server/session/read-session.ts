import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Config } from '../config/config.ts';
import { sessionTokens } from './session-cookie.ts';
import { type Session, verifySession } from './session-token.ts';

/**
 * The session of a request, or null. An anonymous session does not count where a code is required.
 * Never throws.
 */
export async function readSession(headers: Headers, config: Config): Promise<Session | null> {
  for (const token of sessionTokens(headers, config)) {
    const session = await verifySession(token, config);
    if (session && !(config.accessRequired && session.role === 'anonymous')) return session;
  }
  return null;
}

/** Whether a code was entered for the session; anyone gets an anonymous one. */
export function isSignedIn(session: Session | null): boolean {
  return session !== null && session.role !== 'anonymous';
}

/** The role of the viewer: everyone is the operator in development and in the demo. */
export function roleOf(session: Session | null, config: Config): Audience {
  if (config.development || config.mode === 'demo') return 'operator';
  return session?.role === 'operator' ? 'operator' : 'visitor';
}
