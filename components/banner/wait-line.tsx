'use client';

import { useTimeLeft } from '#lib/client/waiting/use-time-left.ts';
import { formatWait } from '#lib/core/format-wait.ts';
import { momentWords } from '#lib/core/moment-words.ts';

export type WaitLineProps = {
  /** What works at that moment: "Retry", "Continue". */
  what: string;
  /** Milliseconds since 1970. */
  moment: number;
};

/** The moment of a long wait by the reader's clock, with the day when it is not today. */
export function LongWaitLine({ what, moment }: WaitLineProps) {
  // Drawn again each minute, as "tomorrow" becomes today.
  useTimeLeft(moment, 60_000);
  return (
    <p className="text-[0.9375rem] font-medium">
      {what} works{' '}
      <time dateTime={new Date(moment).toISOString()}>
        {momentWords(moment, { now: Date.now() })}
      </time>
      .
    </p>
  );
}

/** A thin bar and the time left. A screen reader is not told each second. */
export function Countdown({ what, moment, total }: WaitLineProps & { total: number }) {
  const left = useTimeLeft(moment, total > 60_000 ? 1000 : 200);
  return (
    <div role="timer" aria-live="off" aria-label="Time until a retry helps">
      <progress
        aria-hidden
        max={total}
        value={total - left}
        className="countdown-bar block h-1 w-full overflow-hidden rounded-full"
      />
      <p className="mt-2 text-[0.9375rem] font-medium tabular-nums">
        {left > 0 ? `${what} works in ${formatWait(left)}` : `${what} works now`}
      </p>
    </div>
  );
}
