import { isReachable } from './is-reachable.ts';
import { type WakeCause, watchWake } from './watch-wake.ts';

/** Five server heartbeats, and more than one from an older server, which sends one every 10 s. */
const MAX_SILENCE_MS = 15_000;
/** After a wake: one heartbeat plus a second of latency. */
const WAKE_GRACE_MS = 4000;

/** Watches one request until its reply ends. */
export type ConnectionWatch = {
  /** Records that any byte arrived. */
  noteBytes: () => void;
  stop: () => void;
};

type WatchConnectionOptions = {
  /** A clock in ms that keeps running during sleep. */
  now?: () => number;
  watch?: typeof watchWake;
  isServerReachable?: () => Promise<boolean>;
};

/**
 * Detects a connection that is dead but was never closed, and calls `onDead` once.
 *
 * Once the reply has started, the server sends bytes every few seconds: the connection is dead after
 * 15 s without a byte, or 4 s after the device slept, the page was restored or the network changed.
 * Before that, long silence is normal, so only a wake triggers a check whether the server is reachable.
 */
export function watchConnection(
  onDead: () => void,
  {
    now = Date.now,
    watch = watchWake,
    isServerReachable = isReachable,
  }: WatchConnectionOptions = {},
): ConnectionWatch {
  let lastByteAt: number | null = null;
  let graceEndsAt: number | null = null;
  let checking = false;
  let stopped = false;

  const die = () => {
    stop();
    onDead();
  };
  const check = async () => {
    if (checking) return;
    checking = true;
    const reachable = await isServerReachable();
    checking = false;
    if (!reachable && lastByteAt === null && !stopped) die();
  };
  const startGrace = (cause: WakeCause) => {
    if (lastByteAt === null) {
      void check();
      return;
    }
    const silentFor = now() - lastByteAt;
    const isFresh = silentFor >= 0 && silentFor < WAKE_GRACE_MS;
    // A brief visit to another tab is not a sleep, and coming back twice gives no extra time.
    if (cause === 'shown' && (isFresh || graceEndsAt !== null)) return;
    graceEndsAt = now() + WAKE_GRACE_MS;
  };
  const checkSilence = () => {
    if (lastByteAt !== null && now() >= (graceEndsAt ?? lastByteAt + MAX_SILENCE_MS)) die();
  };
  const unwatch = watch(startGrace, checkSilence);
  const stop = () => {
    stopped = true;
    unwatch();
  };
  return {
    noteBytes() {
      lastByteAt = now();
      graceEndsAt = null;
    },
    stop,
  };
}
