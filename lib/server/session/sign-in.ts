import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { visitorRateLimited } from '../limits/limit-visitor-rate.ts';
import { consumePoint, limiterFor } from '../limits/rate-limiter.ts';
import { clientBucket, DIRECT_BUCKET } from './client-bucket.ts';
import { isGuessableCode } from './is-guessable-code.ts';
import { limitSignIns } from './limit-sign-ins.ts';
import { matchCode } from './match-code.ts';
import { paceComparisons } from './pace-comparisons.ts';
import { sessionCookie } from './session-cookie.ts';
import { signSession } from './session-token.ts';

const WRONG_A_MINUTE = 5;
const WRONG_A_MINUTE_ALL = 30;
const WRONG_TAKES_MS = 300;
const FALLBACK_RETRY_MS = 60_000;

type SignInOptions = {
  /** How long a wrong code takes to be refused, in milliseconds. */
  floorMs?: number;
  wait?: (ms: number) => Promise<void>;
  now?: () => number;
};

type SignedIn = { role: 'visitor' | 'operator'; cookie: string };

/**
 * Trades a code for a session.
 *
 * Wrong codes are counted, five a minute for each client and thirty for all together, and a client
 * over its five is refused unheard. What else happens depends on the codes of the site. Where one can
 * be guessed, the thirty refuse unheard as well, and the five hold for all who cannot be told apart,
 * so that guessing is slow and any stranger can keep others from signing in. Where none can, a right
 * code passes whatever comes from elsewhere, and no more is bounded than the comparisons of all.
 *
 * @throws `access_code_wrong` after a constant time; `visitor_rate_limited`; `busy` when more codes
 *   come than are compared
 */
export async function signIn(
  code: string,
  headers: Headers,
  config: Config,
  { floorMs = WRONG_TAKES_MS, wait = sleep, now = () => performance.now() }: SignInOptions = {},
): Promise<SignedIn> {
  const floor = wait(floorMs);
  const bucket = clientBucket(headers, config);
  const guessable = hasGuessableCode(config);
  // Counted before the comparison and given back after a right code: many tries at once count as many.
  const own = await countWrong(limiterFor('wrong-code', WRONG_A_MINUTE), bucket);
  if (guessable || bucket !== DIRECT_BUCKET) own.requireRemaining();
  const ofAll = limiterFor('wrong-code-all', WRONG_A_MINUTE_ALL);
  const before = guessable ? await countWrong(ofAll, 'everyone') : null;
  before?.requireRemaining();
  await paceComparisons({ now, wait });
  const role = matchCode(code, config);
  if (role !== null) {
    await own.giveBack();
    await before?.giveBack();
    await limitSignIns(role, bucket);
    return { role, cookie: sessionCookie(await signSession(role, config), headers, config) };
  }
  const all = before ?? (await countWrong(ofAll, 'everyone'));
  await floor;
  all.requireRemaining();
  throw new StarlightError('access_code_wrong');
}

/** Counts a code as wrong until it is known to be right. */
async function countWrong(limiter: ReturnType<typeof limiterFor>, key: string) {
  const counted = await consumePoint(limiter, key);
  return {
    requireRemaining() {
      if (counted.ok) return;
      throw visitorRateLimited(limiter.points, counted.retryAfterMs ?? FALLBACK_RETRY_MS);
    },
    async giveBack() {
      if (counted.ok) await limiter.reward(key);
    },
  };
}

function hasGuessableCode({ accessCode, operatorCode }: Config): boolean {
  return [accessCode, operatorCode].some((code) => code !== null && isGuessableCode(code));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
