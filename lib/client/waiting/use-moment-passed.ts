'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { tickUntil } from './tick-until.ts';

/** Timers pause while the machine sleeps, so the clock is checked this often. */
const CHECK_INTERVAL_MS = 1000;

/** Whether a moment (ms since 1970) has passed; false for null. Renders again once, when it passes. */
export function useMomentPassed(moment: number | null): boolean {
  const subscribe = useCallback(
    (onChange: () => void) =>
      moment === null ? () => {} : tickUntil(moment, CHECK_INTERVAL_MS, onChange),
    [moment],
  );
  const hasPassed = () => moment !== null && Date.now() >= moment;
  return useSyncExternalStore(subscribe, hasPassed, () => false);
}
