import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { Config } from '../config/config.ts';
import { StoreUnavailableError } from '../store/store-failure.ts';
import { isSessionRevoked } from './is-session-revoked.ts';
import { sessionTokens } from './session-cookie.ts';
import { type Session, verifySession } from './session-token.ts';

/**
 * The session of a request, or null. An anonymous session does not count where a code is required, and one
 * that was signed out of counts nowhere.
 *
 * @throws `store_unavailable` if it cannot be known whether someone signed out of it
 */
export async function readSession(headers: Headers, config: Config): Promise<Session | null> {
  for (const token of sessionTokens(headers, config)) {
    const session = await verifySession(token, config);
    if (!session || (config.accessRequired && session.role === 'anonymous')) continue;
    // An anonymous session grants nothing that could be taken away.
    if (session.role === 'anonymous' || !(await isSessionRevoked(session.sid, config))) {
      return session;
    }
  }
  return null;
}

/** The same for what only shows something: where it cannot be known, everyone is a visitor. Never throws. */
export async function readSessionToShow(headers: Headers, config: Config): Promise<Session | null> {
  try {
    return await readSession(headers, config);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
  }
  for (const token of sessionTokens(headers, config)) {
    const session = await verifySession(token, config);
    if (session && session.role !== 'anonymous') return { ...session, role: 'visitor' };
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
