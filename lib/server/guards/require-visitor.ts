import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { StarlightError } from '#lib/core/starlight-error.ts';
import type { Config } from '../config-types.ts';
import { clientBucket } from '../session/client-bucket.ts';
import { readSession, roleOf } from '../session/read-session.ts';
import { sessionCookie } from '../session/session-cookie.ts';
import { signSession } from '../session/session-token.ts';

/** Who sent the request. */
export type Visitor = {
  role: Audience;
  /** Null for a first request, which has no session yet. */
  sessionId: string | null;
  /** What the visitor's requests are counted against: the session, else the address. */
  limitKey: string;
  /** `Set-Cookie` to answer with, for a fresh anonymous session. */
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
  if (session) {
    const { sid } = session;
    return { role, sessionId: sid, limitKey: `session:${sid}`, newCookie: null };
  }
  if (config.accessRequired) throw new StarlightError('access_required');
  const newCookie = sessionCookie(await signSession('anonymous', config), request.headers, config);
  const limitKey = `address:${clientBucket(request.headers, config)}`;
  return { role, sessionId: null, limitKey, newCookie };
}
