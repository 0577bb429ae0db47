'use client';

import { useRemainingTime } from '#lib/client/waiting/use-remaining-time.ts';
import { formatMoment } from '#lib/core/text/format-moment.ts';
import { formatWait } from '#lib/core/text/format-wait.ts';

type WaitLineProps = {
  /** What the visitor can do at that moment: "try again" or "continue". */
  what: string;
  /** Milliseconds since 1970. */
  moment: number;
};

/** When a long wait ends, in the reader's local time, with the day if it isn't today. */
export function LongWaitLine({ what, moment }: WaitLineProps) {
  // Renders again each minute, because "tomorrow" becomes today.
  useRemainingTime(moment, 60_000);
  return (
    <p className="text-[0.9375rem] font-medium">
      You can {what}{' '}
      <time dateTime={new Date(moment).toISOString()}>
        {formatMoment(moment, { now: Date.now() })}
      </time>
      .
    </p>
  );
}

/** A thin bar and the remaining time. Screen readers don't announce every second. */
export function Countdown({ what, moment, total }: WaitLineProps & { total: number }) {
  const remainingMs = useRemainingTime(moment, total > 60_000 ? 1000 : 200);
  return (
    <div role="timer" aria-live="off" aria-label="Time until you can try again">
      <progress
        aria-hidden
        max={total}
        value={total - remainingMs}
        className="countdown-bar block h-1 w-full overflow-hidden rounded-full"
      />
      <p className="mt-2 text-[0.9375rem] font-medium tabular-nums">
        {remainingMs > 0 ? `You can ${what} in ${formatWait(remainingMs)}` : `You can ${what} now`}
      </p>
    </div>
  );
}
