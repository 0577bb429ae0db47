'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { tickUntil } from './tick-until.ts';

/**
 * Milliseconds until a moment (ms since 1970), rounded up to whole steps; 0 once it has passed. Uses the
 * clock, so it is correct after a sleep.
 */
export function useRemainingTime(moment: number, stepMs: number): number {
  const subscribe = useCallback(
    (onChange: () => void) => tickUntil(moment, stepMs, onChange),
    [moment, stepMs],
  );
  const remainingSteps = () => Math.max(0, Math.ceil((moment - Date.now()) / stepMs));
  return useSyncExternalStore(subscribe, remainingSteps, remainingSteps) * stepMs;
}
