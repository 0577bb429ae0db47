'use client';

import { useMomentPassed } from '#lib/client/waiting/use-moment-passed.ts';
import { retryMomentOf } from '#lib/core/catalogue/retry-moment.ts';
import type { WaitPhase } from '#lib/core/catalogue/send-offer.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';

/** A wait up to this long is counted down; a longer one is shown as a time. */
const COUNTED_MS = 3600 * 1000;

export type Wait = {
  /** When sending works again, in milliseconds since 1970. */
  moment: number;
  phase: WaitPhase;
  /** Total length of the countdown, in milliseconds. */
  countedMs: number;
};

/** The wait after a failure that happened at `failedAt`; null if there is none. */
export function useWait(error: ErrorBody, failedAt: number | null): Wait | null {
  const moment = retryMomentOf(error, failedAt);
  const near = useMomentPassed(moment === null ? null : moment - COUNTED_MS);
  const over = useMomentPassed(moment);
  if (moment === null || failedAt === null) return null;
  const phase = over ? 'over' : near ? 'countdown' : 'long';
  return { moment, phase, countedMs: Math.min(moment - failedAt, COUNTED_MS) };
}
