import { isReachable } from './is-reachable.ts';
import { type WakeCause, watchWake } from './watch-wake.ts';

/** Five of the server's heartbeats, and more than one of an older server's, which come every 10 s. */
const SILENT_FOR_MS = 15_000;
/** After a wake: one heartbeat and a second for the way. */
const DOUBTFUL_FOR_MS = 4000;

/** Watches over one request, until its reply has ended. */
export type ConnectionWatch = {
  /** A byte came, of whatever kind. */
  heard: () => void;
  stop: () => void;
};

type WatchConnectionOptions = {
  /** A clock that goes on in a sleep, in ms. */
  now?: () => number;
  watch?: typeof watchWake;
  isServerReachable?: () => Promise<boolean>;
};

/**
 * Finds out when a connection is dead without having been closed, and calls `onDead` once.
 *
 * Once the reply has begun its server is heard from every few seconds: 15 s without a byte are the
 * end, or 4 s after the device slept, the page was restored or the network changed. Before that it
 * may be silent for long; then a wake is the reason to ask the server whether it can be reached.
 */
export function watchConnection(
  onDead: () => void,
  {
    now = Date.now,
    watch = watchWake,
    isServerReachable = isReachable,
  }: WatchConnectionOptions = {},
): ConnectionWatch {
  let heardAt: number | null = null;
  let doubtfulUntil: number | null = null;
  let asking = false;
  let over = false;

  const die = () => {
    stop();
    onDead();
  };
  const ask = async () => {
    if (asking) return;
    asking = true;
    const reachable = await isServerReachable();
    asking = false;
    if (!reachable && heardAt === null && !over) die();
  };
  const doubt = (cause: WakeCause) => {
    if (heardAt === null) {
      void ask();
      return;
    }
    const silentFor = now() - heardAt;
    const isFresh = silentFor >= 0 && silentFor < DOUBTFUL_FOR_MS;
    // To look at another tab for a moment is no sleep, and to come back twice gives no more time.
    if (cause === 'shown' && (isFresh || doubtfulUntil !== null)) return;
    doubtfulUntil = now() + DOUBTFUL_FOR_MS;
  };
  const judge = () => {
    if (heardAt !== null && now() >= (doubtfulUntil ?? heardAt + SILENT_FOR_MS)) die();
  };
  const unwatch = watch(doubt, judge);
  const stop = () => {
    over = true;
    unwatch();
  };
  return {
    heard() {
      heardAt = now();
      doubtfulUntil = null;
    },
    stop,
  };
}
