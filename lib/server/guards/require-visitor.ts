import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import type { Counted } from '../limits/limit-visitor-rate.ts';
import { rateLimitKeyOf } from '../session/rate-limit-key.ts';
import { isSignedIn, readSession, roleOf } from '../session/read-session.ts';
import { sessionCookie } from '../session/session-cookie.ts';
import { renewSession, signSession, verifySession, visitorHash } from '../session/session-token.ts';

/** Who sent the request. */
export type Visitor = {
  role: Audience;
  /** They have entered a code. */
  isSignedIn: boolean;
  /** Null for a first request, which has no session yet. */
  sessionId: string | null;
  /** What the log calls the session, also the one that this request is given. */
  hash: string | undefined;
  /** What the visitor's requests are counted against, and what the headers call it. */
  limitKey: string;
  policy: Counted['policy'];
  /** `Set-Cookie` to answer with: a fresh anonymous session, or one in use that is renewed. */
  newCookie: string | null;
};

/**
 * Finds out who asks. Without a cookie the request counts against its address and is given a
 * session, so that people behind one address part ways from their second message on.
 *
 * @throws `access_required` when an access code is set and no valid session came along
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
  const given = await verifySession(token, config);
  const hash = given ? visitorHash(given) : undefined;
  return { role, isSignedIn: false, sessionId: null, hash, newCookie, ...counted };
}
