'use client';

import { useEffect, useState } from 'react';

/** Whole seconds since the component was mounted, after `beforeMs` that had passed by then. */
export function useElapsedSeconds(beforeMs = 0): number {
  const [startedAt] = useState(() => performance.now() - beforeMs);
  const [seconds, setSeconds] = useState(() => Math.floor(beforeMs / 1000));
  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds(Math.floor((performance.now() - startedAt) / 1000));
    }, 250);
    return () => clearInterval(timer);
  }, [startedAt]);
  return seconds;
}
