import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { readSession, readSessionToShow, roleOf } from '../session/read-session.ts';
import type { Session } from '../session/session-token.ts';

/** What an operator may see. In a public demo everyone counts as operator, but not as owner of the key. */
type OperatorRights = { seesKey: boolean };

/**
 * Lets only the operator through.
 *
 * @throws `access_required`, 401 without a session and 403 with a visitor's; `store_unavailable`
 */
export async function requireOperator(request: Request, config: Config): Promise<OperatorRights> {
  const session = await readSession(request.headers, config);
  const rights = rightsOf(session, config);
  if (rights !== null) return rights;
  const status = session?.role === 'visitor' ? 403 : 401;
  throw new StarlightError({ kind: 'access_required', status });
}

/** The same for a page: null for anyone but the operator. */
export async function operatorRightsOf(
  headers: Headers,
  config: Config,
): Promise<OperatorRights | null> {
  return rightsOf(await readSessionToShow(headers, config), config);
}

function rightsOf(session: Session | null, config: Config): OperatorRights | null {
  if (roleOf(session, config) !== 'operator') return null;
  const isPublicDemo = config.mode === 'demo' && !config.development;
  return { seesKey: !isPublicDemo || session?.role === 'operator' };
}
