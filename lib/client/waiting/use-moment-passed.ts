'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { tickUntil } from './tick-until.ts';

/** A timer counts no time while the machine sleeps, so the clock is asked this often. */
const LOOK_EVERY_MS = 1000;

/** Whether a moment (ms since 1970) has passed; false for none. Draws again once, when it passes. */
export function useMomentPassed(moment: number | null): boolean {
  const subscribe = useCallback(
    (onChange: () => void) =>
      moment === null ? () => {} : tickUntil(moment, LOOK_EVERY_MS, onChange),
    [moment],
  );
  const hasPassed = () => moment !== null && Date.now() >= moment;
  return useSyncExternalStore(subscribe, hasPassed, () => false);
}
