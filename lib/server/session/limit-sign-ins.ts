import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { consumePoint, limiterFor } from '../limits/rate-limiter.ts';
import { DIRECT_BUCKET } from './client-bucket.ts';

/** How often the access code opens a session in an hour. */
const SIGN_INS_AN_HOUR = {
  // An office behind one address, twice over.
  address: 60,
  // All who cannot be told apart. Codes that are wrong do not count, so no stranger uses it up.
  shared: 200,
} as const;

const HOUR_SECONDS = 3600;

/**
 * Bounds the sessions that one visitor makes with one code: each has rates and places of its own.
 * The operator's are not counted, so that a visitor who uses up what is shared shuts nobody out of
 * repairing it.
 *
 * @param bucket where the right code came from
 * @throws `visitor_rate_limited` with the limit
 */
export async function limitSignIns(role: 'visitor' | 'operator', bucket: string): Promise<void> {
  if (role === 'operator') return;
  const limit = bucket === DIRECT_BUCKET ? SIGN_INS_AN_HOUR.shared : SIGN_INS_AN_HOUR.address;
  const counted = await consumePoint(limiterFor('sign-in', limit, HOUR_SECONDS), bucket);
  if (counted.ok) return;
  throw new StarlightError({
    kind: 'visitor_rate_limited',
    retryAfterMs: counted.retryAfterMs ?? HOUR_SECONDS * 1000,
    details: { limit, limitUnit: 'requests', limitWindow: 'hour' },
  });
}
