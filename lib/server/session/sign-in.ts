import 'server-only';
import { StarlightError } from '#lib/core/starlight-error.ts';
import { SHORT_CODE_BELOW } from '../config-access.ts';
import type { Config } from '../config-types.ts';
import { visitorRateLimited } from '../guards/limit-visitor-rate.ts';
import { consumePoint, limiterFor } from '../guards/rate-limiter.ts';
import { clientBucket, DIRECT_BUCKET } from './client-bucket.ts';
import { matchCode } from './match-code.ts';
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
};

export type SignedIn = { role: 'visitor' | 'operator'; cookie: string };

/**
 * Trades a code for a session.
 *
 * Wrong codes are counted, five a minute for each client and thirty for all together. A client over
 * its five is refused unheard. The thirty refuse wrong codes alone: if they refused right ones from
 * other clients too, any stranger could lock the whole team out by guessing. For the same reason the
 * five do not hold where clients cannot be told apart, unless a code is so short that it can be guessed.
 *
 * @throws `access_code_wrong` after a constant time; `visitor_rate_limited`
 */
export async function signIn(
  code: string,
  headers: Headers,
  config: Config,
  { floorMs = WRONG_TAKES_MS, wait = sleep }: SignInOptions = {},
): Promise<SignedIn> {
  const floor = wait(floorMs);
  const bucket = clientBucket(headers, config);
  const perClient = limiterFor('wrong-code', WRONG_A_MINUTE);
  // Counted before the comparison and given back after a right code: many tries at once count as many.
  const own = await consumePoint(perClient, bucket);
  const sharedByAll = bucket === DIRECT_BUCKET && !hasGuessableCode(config);
  if (!own.ok && !sharedByAll)
    throw visitorRateLimited(WRONG_A_MINUTE, own.retryAfterMs ?? FALLBACK_RETRY_MS);
  const role = matchCode(code, config);
  if (role !== null) {
    if (own.ok) await perClient.reward(bucket);
    return { role, cookie: sessionCookie(await signSession(role, config), headers, config) };
  }
  const all = await consumePoint(limiterFor('wrong-code-all', WRONG_A_MINUTE_ALL), 'everyone');
  await floor;
  if (all.ok) throw new StarlightError('access_code_wrong');
  throw visitorRateLimited(WRONG_A_MINUTE_ALL, all.retryAfterMs ?? FALLBACK_RETRY_MS);
}

function hasGuessableCode({ accessCode, operatorCode }: Config): boolean {
  return [accessCode, operatorCode].some((code) => code !== null && code.length < SHORT_CODE_BELOW);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
