import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import type { RateLimitKey } from '../limits/limit-visitor-rate.ts';
import { rateLimitKeyOf } from '../session/rate-limit-key.ts';
import { isSignedIn, readSession, roleOf } from '../session/read-session.ts';
import { sessionCookie } from '../session/session-cookie.ts';
import { renewSession, signSession, verifySession, visitorHash } from '../session/session-token.ts';

/** Who sent the request. */
export type Visitor = {
  role: Audience;
  /** Whether they have entered a code. */
  isSignedIn: boolean;
  /** Null for a first request, which has no session yet. */
  sessionId: string | null;
  /** The session's name in the log, including a session that starts with this request. */
  hash: string | undefined;
  /** The key that the visitor's requests are counted under, and its name in the headers. */
  limitKey: string;
  policy: RateLimitKey['policy'];
  /** `Set-Cookie` for the response: a new anonymous session, or a renewed one. */
  newCookie: string | null;
};

/**
 * Identifies the visitor. Without a cookie the request counts against its address and gets a session,
 * so that people behind one address are counted separately from their second message on.
 *
 * @throws `access_required` if an access code is set and the request has no valid session
 */
export async function requireVisitor(request: Request, config: Config): Promise<Visitor> {
  const session = await readSession(request.headers, config);
  const role = roleOf(session, config);
  const counted = rateLimitKeyOf(session, request.headers, config);
  if (session) {
    const { sid } = session;
    const hash = visitorHash(session);
    const renewed = await renewSession(session, config);
    const newCookie = renewed && sessionCookie(renewed, request.headers, config);
    return { role, isSignedIn: isSignedIn(session), sessionId: sid, hash, newCookie, ...counted };
  }
  if (config.accessRequired) throw new StarlightError('access_required');
  const token = await signSession('anonymous', config);
  const newCookie = sessionCookie(token, request.headers, config);
  const started = await verifySession(token, config);
  const hash = started ? visitorHash(started) : undefined;
  return { role, isSignedIn: false, sessionId: null, hash, newCookie, ...counted };
}
