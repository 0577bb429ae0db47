'use client';

import { useMomentPassed } from '#lib/client/waiting/use-moment-passed.ts';
import type { ErrorBody } from '#lib/core/error-body.ts';
import { retryMomentOf } from '#lib/core/retry-moment.ts';
import type { WaitPhase } from '#lib/core/send-offer.ts';

/** Up to this long a wait is counted down; a longer one is told by the clock. */
const COUNTED_MS = 3600 * 1000;

export type Wait = {
  /** From when on it works, milliseconds since 1970. */
  moment: number;
  phase: WaitPhase;
  /** Milliseconds the countdown lasts in all. */
  countedMs: number;
};

/** How the wait after a failure stands that came at `failedAt`; null where there is none to tell of. */
export function useWait(error: ErrorBody, failedAt: number | null): Wait | null {
  const moment = retryMomentOf(error, failedAt);
  const near = useMomentPassed(moment === null ? null : moment - COUNTED_MS);
  const over = useMomentPassed(moment);
  if (moment === null || failedAt === null) return null;
  const phase = over ? 'over' : near ? 'countdown' : 'long';
  return { moment, phase, countedMs: Math.min(moment - failedAt, COUNTED_MS) };
}
