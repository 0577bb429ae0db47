import 'server-only';
import { createHash } from 'node:crypto';
import type { Session } from './session-token.ts';

/** What a log calls a session: 12 hex digits that tell visitors apart and open nothing. */
export function visitorHash({ sid }: Pick<Session, 'sid'>): string {
  return createHash('sha256').update(sid).digest('hex').slice(0, 12);
}
