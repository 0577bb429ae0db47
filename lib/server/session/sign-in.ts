import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { visitorRateLimited } from '../limits/limit-visitor-rate.ts';
import type { Rate, Store } from '../store/store.ts';
import { storeFor } from '../store/store-for-config.ts';
import { clientBucket, DIRECT_BUCKET } from './client-bucket.ts';
import { isGuessableCode } from './is-guessable-code.ts';
import { limitSignIns } from './limit-sign-ins.ts';
import { matchCode } from './match-code.ts';
import { paceComparisons } from './pace-comparisons.ts';
import { sessionCookie } from './session-cookie.ts';
import { signSession } from './session-token.ts';

const WRONG_PER_MINUTE = 5;
const WRONG_IN_TOTAL: Rate = { name: 'wrong-code-all', key: 'everyone', limit: 30, seconds: 60 };
const MIN_REJECTION_MS = 300;

type SignInOptions = {
  /** The minimum time to reject a wrong code. */
  floorMs?: number;
  wait?: (ms: number) => Promise<void>;
  now?: () => number;
};

type SignedIn = { role: 'visitor' | 'operator'; cookie: string };

/**
 * Exchanges a code for a session.
 *
 * Wrong codes are limited to five per minute for each client and thirty in total, and a client over
 * its five is rejected without a comparison. The rest depends on the site's codes. If one can be
 * guessed, codes over the thirty are also rejected without a comparison, and clients that cannot be
 * told apart share the five: guessing is slow, but any stranger can block sign-ins. If none can be
 * guessed, a right code is accepted regardless of other clients, and only the total number of
 * comparisons is limited.
 *
 * @throws `access_code_wrong` after a constant time; `visitor_rate_limited`; `busy` when codes arrive
 *   faster than they are compared; `store_unavailable`
 */
export async function signIn(
  code: string,
  headers: Headers,
  config: Config,
  { floorMs = MIN_REJECTION_MS, wait = sleep, now = () => performance.now() }: SignInOptions = {},
): Promise<SignedIn> {
  const floor = wait(floorMs);
  const bucket = clientBucket(headers, config);
  const guessable = hasGuessableCode(config);
  // Counted before the comparison and refunded after a right code, so that concurrent guesses all count.
  const store = storeFor(config);
  const wrong = { name: 'wrong-code', key: bucket, limit: WRONG_PER_MINUTE, seconds: 60 };
  const own = await countWrong(store, wrong);
  if (guessable || bucket !== DIRECT_BUCKET) own.requireRemaining();
  const countedTotal = guessable ? await countWrong(store, WRONG_IN_TOTAL) : null;
  countedTotal?.requireRemaining();
  await paceComparisons({ now, wait });
  const role = matchCode(code, config);
  if (role !== null) {
    await own.refund();
    await countedTotal?.refund();
    await limitSignIns(role, bucket, store);
    return { role, cookie: sessionCookie(await signSession(role, config), headers, config) };
  }
  const total = countedTotal ?? (await countWrong(store, WRONG_IN_TOTAL));
  await floor;
  total.requireRemaining();
  throw new StarlightError('access_code_wrong');
}

/** Counts a code as wrong until it is known to be right. */
async function countWrong(store: Store, rate: Rate) {
  const [counted] = await store.countRequest([rate]);
  return {
    requireRemaining() {
      if (counted?.ok) return;
      throw visitorRateLimited(rate.limit, counted?.retryAfterMs ?? null);
    },
    async refund() {
      if (counted?.ok) await store.uncountRequest(rate);
    },
  };
}

function hasGuessableCode({ accessCode, operatorCode }: Config): boolean {
  return [accessCode, operatorCode].some((code) => code !== null && isGuessableCode(code));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
