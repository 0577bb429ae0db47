import 'server-only';
import type { Config } from '../config/config.ts';
import type { RateLimitKey } from '../limits/limit-visitor-rate.ts';
import { clientBucket } from './client-bucket.ts';
import type { Session } from './session-token.ts';

/** The key that a visitor's requests are counted under: the session, else the address. */
export function rateLimitKeyOf(
  session: Pick<Session, 'sid'> | null,
  headers: Headers,
  config: Pick<Config, 'onVercel' | 'trustedProxyHops'>,
): RateLimitKey {
  return session
    ? { limitKey: `session:${session.sid}`, policy: 'visitor' }
    : { limitKey: `address:${clientBucket(headers, config)}`, policy: 'address' };
}
