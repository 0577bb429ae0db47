import { formatWait } from '#lib/core/format-wait.ts';

/** A thin bar and the time left. A screen reader is not told each second. */
export function Countdown({ left, total }: { left: number; total: number }) {
  return (
    <div role="timer" aria-live="off" aria-label="Time until a retry helps" className="mt-1">
      <progress
        aria-hidden
        max={total}
        value={total - left}
        className="countdown-bar block h-1 w-full overflow-hidden rounded-full"
      />
      <p className="mt-1.5 text-sm text-muted tabular-nums">
        {left > 0 ? `Retry works in ${formatWait(left)}` : 'Retry works now'}
      </p>
    </div>
  );
}
