'use client';

import { useEffect, useState } from 'react';

/**
 * Milliseconds left until `at` (ms since 1970), 0 once it has passed; null when there is nothing to
 * wait for. Counts by the clock, so it is right after a sleep.
 */
export function useCountdown(at: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  const over = at === null || now >= at;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [over]);
  return at === null ? null : Math.max(0, at - now);
}
