'use client';

import { useEffect, useState } from 'react';

const SLOW_AFTER_S = 20;

/** Says that nothing has arrived yet, and for how long. Screen readers skip the seconds. */
export function WaitingLine() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const startedAt = performance.now();
    const timer = setInterval(() => {
      setSeconds(Math.floor((performance.now() - startedAt) / 1000));
    }, 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="flex items-center gap-2 text-base text-muted">
      <span aria-hidden className="size-2 rounded-full bg-accent" />
      <span>
        {seconds >= SLOW_AFTER_S
          ? 'Still waiting: this is slower than usual…'
          : 'Waiting for the model…'}
        {seconds >= 2 && (
          <span aria-hidden className="tabular-nums">
            {' '}
            {seconds} s
          </span>
        )}
      </span>
    </p>
  );
}
