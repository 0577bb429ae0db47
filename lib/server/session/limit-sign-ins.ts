import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Store } from '../store/store.ts';
import { DIRECT_BUCKET } from './client-bucket.ts';

/** How many sessions per hour the access code can start. */
const SIGN_INS_PER_HOUR = {
  // Twice an office behind one address.
  address: 60,
  // For all clients that cannot be told apart. Wrong codes do not count, so no stranger can use it up.
  shared: 200,
} as const;

const HOUR_SECONDS = 3600;

/**
 * Limits how many sessions one visitor can start with a code, since each session has its own rate
 * limit and slots. The operator's sessions are not counted, so that a visitor who uses up the shared
 * limit cannot lock the operator out.
 *
 * @param bucket the client that sent the right code
 * @throws `visitor_rate_limited` with the limit; `store_unavailable`
 */
export async function limitSignIns(
  role: 'visitor' | 'operator',
  bucket: string,
  store: Store,
): Promise<void> {
  if (role === 'operator') return;
  const limit = bucket === DIRECT_BUCKET ? SIGN_INS_PER_HOUR.shared : SIGN_INS_PER_HOUR.address;
  const rate = { name: 'sign-in', key: bucket, limit, seconds: HOUR_SECONDS };
  const [counted] = await store.countRequest([rate]);
  if (counted?.ok) return;
  throw new StarlightError({
    kind: 'visitor_rate_limited',
    retryAfterMs: counted?.retryAfterMs ?? HOUR_SECONDS * 1000,
    details: { limit, limitUnit: 'requests', limitWindow: 'hour' },
  });
}
