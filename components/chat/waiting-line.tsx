'use client';

import { useState } from 'react';
import { useElapsedSeconds } from '#lib/client/waiting/use-elapsed-seconds.ts';

const SLOW_AFTER_S = 20;

/**
 * Says that no word has arrived yet, and for how long. Screen readers skip the seconds.
 *
 * @param thoughtLength how much the model has thought so far: while it thinks, it is not slow
 */
export function WaitingLine({ thoughtLength = 0 }: { thoughtLength?: number | undefined }) {
  const seconds = useElapsedSeconds();
  // A continued reply already has thoughts.
  const [lengthBefore] = useState(thoughtLength);
  return (
    <p className="flex items-center gap-2 text-base text-muted pointer-coarse:min-h-11">
      <span aria-hidden className="size-2 rounded-full bg-accent" />
      <span>
        {thoughtLength > lengthBefore
          ? 'Thinking…'
          : seconds >= SLOW_AFTER_S
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
