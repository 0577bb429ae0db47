'use client';

import type { SendWhenReady } from '#lib/client/waiting/use-send-when-ready.ts';
import type { Sending } from './use-sending.ts';
import { Countdown, LongWaitLine } from './wait-line.tsx';

/** When sending works again: a time if it is hours away, otherwise a countdown that can send automatically. */
export function BannerWait({ wait, what, sendWhenReady }: Sending) {
  if (wait === null) return null;
  const { moment, phase, countedMs } = wait;
  if (phase === 'long') return <LongWaitLine what={what} moment={moment} />;
  return (
    <div className="mt-1 flex flex-col gap-1">
      <Countdown what={what} moment={moment} total={countedMs} />
      {(phase === 'countdown' || sendWhenReady.ticked) && <SendCheckbox {...sendWhenReady} />}
    </div>
  );
}

function SendCheckbox({ ticked, tick }: SendWhenReady) {
  return (
    <label className="flex items-center gap-2 self-start text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={ticked}
        onChange={(event) => tick(event.target.checked)}
      />
      Send automatically when ready
    </label>
  );
}
