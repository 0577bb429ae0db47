'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { tickUntil } from './tick-until.ts';

/**
 * Milliseconds left until a moment (ms since 1970) in whole steps, rounded up; 0 once it has passed.
 * Goes by the clock, so it is right after a sleep.
 */
export function useRemainingTime(moment: number, stepMs: number): number {
  const subscribe = useCallback(
    (onChange: () => void) => tickUntil(moment, stepMs, onChange),
    [moment, stepMs],
  );
  const remainingSteps = () => Math.max(0, Math.ceil((moment - Date.now()) / stepMs));
  return useSyncExternalStore(subscribe, remainingSteps, remainingSteps) * stepMs;
}
