import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { readSession, roleOf } from '../session/read-session.ts';
import type { Session } from '../session/session-token.ts';

/** What an operator may see: in a demo that is served to the world everyone counts as one, but not as the owner of its key. */
type OperatorRights = { seesKey: boolean };

/**
 * Lets the operator through and nobody else.
 *
 * @throws `access_required`, 401 without a session and 403 with a visitor's
 */
export async function requireOperator(request: Request, config: Config): Promise<OperatorRights> {
  const session = await readSession(request.headers, config);
  const rights = rightsOf(session, config);
  if (rights !== null) return rights;
  const status = session?.role === 'visitor' ? 403 : 401;
  throw new StarlightError({ kind: 'access_required', status });
}

/** The same for a page: null for whoever is not the operator. */
export async function operatorRightsOf(
  headers: Headers,
  config: Config,
): Promise<OperatorRights | null> {
  return rightsOf(await readSession(headers, config), config);
}

function rightsOf(session: Session | null, config: Config): OperatorRights | null {
  if (roleOf(session, config) !== 'operator') return null;
  const isDemoForAll = config.mode === 'demo' && !config.development;
  return { seesKey: !isDemoForAll || session?.role === 'operator' };
}
